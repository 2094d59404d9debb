// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "shelfcast/domain/catalogue.hpp"
#include "shelfcast/domain/forecast.hpp"

#include <span>
#include <vector>

namespace shelfcast::refresh {

/// `categories`, and those that a product has moved to or from since the table was made: refreshed without each other,
/// one of them would lose the product or the other show it twice. Ascending.
std::vector<CategoryId> with_movers(std::span<const CategoryId> categories, const domain::Cube& table,
                                    std::span<const domain::Product> now);

}  // namespace shelfcast::refresh
