// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "shelfcast/domain/panel.hpp"

#include <span>

namespace shelfcast::training {

/// The same sales told of whole categories: its products are the panel's categories, each a category of its own, so
/// that every model of products can be asked of them.
domain::Panel panel_of_categories(const domain::Panel& panel);

/// The same of sellers: `row_of` says of each product which of them sells it, and no row where it is none of them.
domain::Panel panel_of_sellers(const domain::Panel& panel, std::span<const SellerId> sellers,
                               std::span<const std::size_t> row_of);

/// The same of the whole marketplace: a single product.
domain::Panel panel_of_whole(const domain::Panel& panel);

}  // namespace shelfcast::training
