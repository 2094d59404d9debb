// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "shelfcast/domain/panel.hpp"

namespace shelfcast::training {

/// The same sales told of whole categories: its products are the panel's categories, each a category of its own, so
/// that every model of products can be asked of them.
domain::Panel panel_of_categories(const domain::Panel& panel);

/// The same of the whole marketplace: a single product.
domain::Panel panel_of_whole(const domain::Panel& panel);

}  // namespace shelfcast::training
