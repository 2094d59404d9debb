// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "app/access.hpp"
#include "shelfcast/http/router.hpp"
#include "shelfcast/identity/audit_log.hpp"
#include "shelfcast/identity/credentials.hpp"

#include <vector>

namespace shelfcast::app {

/// Whoever may use the data directory, and so its socket.
const identity::Caller& owner();

/// What the data directory's socket answers: the control interfaces and the server's keys, for the command line of the
/// directory's owner.
std::vector<http::Route> control_routes(Access& access, identity::Credentials& credentials);

/// The same, with what is an administrative act written down.
std::vector<http::Route> recorded(std::vector<http::Route> routes, identity::AuditLog& audit);

/// The other end: the same interfaces, asked over the socket.
std::unique_ptr<Access> remote_access(std::filesystem::path socket);

}  // namespace shelfcast::app
