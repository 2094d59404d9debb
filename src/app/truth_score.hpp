// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "app/truth.hpp"
#include "shelfcast/domain/panel.hpp"

#include <vector>

namespace shelfcast::app {

/// Units and money of each product of a panel, over the first days after its cut.
struct Sums {
  std::vector<double> units;
  std::vector<double> amount;
};

/// What the truth says of the panel's products, at the prices planned.
Sums true_sums(const Truth& truth, const domain::Panel& panel, int days);

struct Score {
  double by_product = 0;   ///< WAPE of units
  double by_category = 0;  ///< WAPE of units
  double ndcg = 0;         ///< of each category's top ten by money, mean over the categories
};
Score score(const domain::Panel& panel, const Sums& forecast, const Sums& truth);

}  // namespace shelfcast::app
