// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "shelfcast/domain/panel.hpp"
#include "shelfcast/features/namesakes.hpp"

#include <vector>

namespace shelfcast::features {

/// A product that sells, and how much.
struct Sibling {
  const domain::PanelProduct* product;
  double rate;   ///< units a day
  double price;  ///< what a unit costs
};

/// The products of one category that sell, by the words of their names; of the key, where there is no name.
class Kindred {
 public:
  explicit Kindred(std::vector<Sibling> siblings);

  /// Units a day of products that share words with this one, rare ones counting more, and the more so at the same price
  /// and from the same seller. Drawn to `mean` where few are like it.
  [[nodiscard]] double rate_of(const domain::PanelProduct& own, double price, double mean) const;

 private:
  std::vector<Sibling> siblings_;
  Namesakes names_;
};

}  // namespace shelfcast::features
