// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "api/refusal.hpp"
#include "shelfcast/api/api.hpp"

#include <optional>

namespace shelfcast::api {

/// Why an administrative call may not pass: it needs the configured token wherever it comes from, or, where none is
/// configured, has to come from this machine to a server that listens on loopback alone.
std::optional<http::Response> refuse_unless_admin(const http::Request& request, const Options& options);

}  // namespace shelfcast::api
