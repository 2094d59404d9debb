// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "api/graph/asking.hpp"

#include <string>
#include <string_view>

namespace shelfcast::api::graph {

/// The field that is told again whenever its answer changes; all others are events.
inline constexpr std::string_view kTopSellersField = "topSellers";

/// What the answer to it depends on: the same as long as this is. Empty where there is no answer now.
std::string edition_of_top_sellers(const graphql::Arguments& arguments, const Asking& asking);

}  // namespace shelfcast::api::graph
