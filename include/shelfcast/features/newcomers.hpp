// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "shelfcast/domain/panel.hpp"

#include <vector>

namespace shelfcast::features {

/// A product that is new and has not sold yet: of it nothing can be learnt from its own days.
struct Newcomer {
  std::size_t product;  ///< index into Panel::products
  double share;         ///< of its category's units, as products like it sell; at most half of it for all together
};

/// Those of an origin, ascending by product: on sale for less than eight weeks and never sold. What sells like them are
/// products of their category with similar names (or keys), prices and sellers; the longer they have not sold, the less
/// is expected of them. Of a category that sells nothing there are none. Nothing that came after the origin counts.
std::vector<Newcomer> newcomers_at(const domain::Panel& panel, Day origin);

}  // namespace shelfcast::features
