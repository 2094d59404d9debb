// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "shelfcast/domain/features.hpp"
#include "shelfcast/domain/panel.hpp"

#include <span>

namespace shelfcast::features {

/// The version of the definitions: it changes with every change of a feature's meaning.
inline constexpr std::string_view kFeatureVersion = "2";

/// One block per origin (ascending, each at least the panel's first day): a row for every product that is on sale then,
/// looking ahead to the band's days. Pure: what lies after an origin changes nothing in its block, but for the plans
/// (prices, promotions, holidays) that were known by then.
///
/// On sale is what has been offered by the origin and, if it is older than a year, was sold within that year.
domain::FeatureMatrix build_matrix(const domain::Panel& panel, const domain::Band& band, std::span<const Day> origins);

/// Rewrites the columns of a block that speak of the days ahead, for other days than it was built for. Much cheaper
/// than a new block: this is how one block answers day after day.
void look_ahead(domain::FeatureBlock& block, const domain::Panel& panel, const domain::Band& band);

}  // namespace shelfcast::features
