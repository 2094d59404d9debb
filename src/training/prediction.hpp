// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "shelfcast/models/model.hpp"
#include "training/parameters.hpp"

#include <vector>

namespace shelfcast::training {

/// What expected units are made of, for the days 1..n after an origin: the categories' daily totals, and the products'
/// shares in them, which are the same on all days of a slice: a day up to kDailySteps, a week beyond it.
struct Prediction {
  models::Grid totals;                    ///< categories x days
  models::Grid shares;                    ///< products x slices
  std::vector<std::size_t> slice_of_day;  ///< by day

  [[nodiscard]] double units(std::size_t product, std::size_t category, std::size_t day) const {
    return totals.at(category, day) * shares.at(product, slice_of_day[day]);
  }
};

Result<Prediction> predict(const Parameters& parameters, const domain::Panel& panel, Day origin, int days);

}  // namespace shelfcast::training
