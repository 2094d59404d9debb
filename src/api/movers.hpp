// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "api/caching.hpp"

#include <expected>

namespace shelfcast::api {

/// Of which products much more or much less is expected now than some days ago.
std::expected<TableAnswer, Refusal> movers(const Services& services, const QueryParameters& query);

}  // namespace shelfcast::api
