// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "shelfcast/api/api.hpp"

namespace shelfcast::api {

/// Takes an order a row of NDJSON, some hundred in one write, and answers a result a row: a bad row hurts no other.
/// Blocks until all are durable. `dryRun=true` says what would become of each, and writes nothing.
http::Response take_in_bulk(const Services& services, const http::Request& request);

}  // namespace shelfcast::api
