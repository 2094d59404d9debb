// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "api/question.hpp"
#include "shelfcast/api/api.hpp"

#include <functional>
#include <string_view>

namespace shelfcast::api {

/// Shows each line of a body, also empty ones.
void each_row(std::string_view body, const std::function<void(std::string_view row)>& show);

/// Takes an order a row of NDJSON, some hundred in one write, and answers a result a row: a bad row hurts no other.
/// Blocks until all are durable. `dryRun=true` says what would become of each, and writes nothing.
/// What it reads.
std::span<const Parameter<bool>> bulk_parameters();
http::Response take_in_bulk(const Services& services, const http::Request& request);

}  // namespace shelfcast::api
