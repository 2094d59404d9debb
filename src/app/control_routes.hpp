// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "app/access.hpp"
#include "shelfcast/http/router.hpp"
#include "shelfcast/identity/audit_log.hpp"

#include <vector>

namespace shelfcast::app {

/// What the data directory's socket answers: the control interfaces, for the command line of the directory's owner.
std::vector<http::Route> control_routes(Access& access);

/// The same, with what is an administrative act written down.
std::vector<http::Route> recorded(std::vector<http::Route> routes, identity::AuditLog& audit);

/// The other end: the same interfaces, asked over the socket.
std::unique_ptr<Access> remote_access(std::filesystem::path socket);

}  // namespace shelfcast::app
