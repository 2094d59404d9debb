// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "app/access.hpp"
#include "shelfcast/http/router.hpp"

#include <vector>

namespace shelfcast::app {

/// What the data directory's socket answers: the control interfaces, for the command line of the directory's owner.
std::vector<http::Route> control_routes(Access& access);

/// The other end: the same interfaces, asked over the socket.
std::unique_ptr<Access> remote_access(std::filesystem::path socket);

}  // namespace shelfcast::app
