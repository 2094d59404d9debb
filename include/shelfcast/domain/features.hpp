// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "shelfcast/base/time.hpp"

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace shelfcast::domain {

/// What a row of features looks ahead to: the days after its origin, from the first to the last step.
struct Band {
  std::string_view name;
  int first_step;
  int last_step;
};

/// The horizon bands, each with a model of its own.
inline constexpr Band kBands[] = {{"1-7", 1, 7}, {"8-31", 8, 31}, {"32-400", 32, 400}};
inline constexpr int kHorizon = 400;
/// Of kBands, the one that a day after the cut lies in.
constexpr std::size_t band_of(int day) {
  std::size_t band = 0;
  while (band + 1 < std::size(kBands) && day > kBands[band].last_step) ++band;
  return band;
}
inline constexpr int kDailySteps = 31;

/// Rows of numbers about products as of `origin`, for the days of a band after it: one row per product on sale, in the
/// panel's order. Computed from days up to and including the origin, and from plans known at that time.
struct FeatureBlock {
  Day origin;
  std::vector<std::uint32_t> product;  ///< index into Panel::products, ascending
  std::vector<float> values;           ///< row-major, product.size() x names.size()
};

/// All blocks of one band, under one version of the definitions.
struct FeatureMatrix {
  std::string version;
  std::vector<std::string> names;
  std::vector<FeatureBlock> blocks;  ///< ascending by origin
};

}  // namespace shelfcast::domain
