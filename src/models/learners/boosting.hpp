// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "models/learners/losses.hpp"

#include <cstdint>
#include <string>

namespace shelfcast::models {

struct BoostingSettings {
  Objective objective{};
  int trees = 150;
  int depth = 6;
  int leaves = 32;  ///< 0: as many as the depth allows; else the best first, up to that many
  int bins = 128;   ///< into which each feature is cut
  double learning_rate = 0.1;
  double min_child_weight = 1;
  double row_sample = 1;     ///< of each tree
  double column_sample = 1;  ///< of each tree
  double l2 = 1;
  std::uint32_t seed = 0;
};

/// Gradient boosting by XGBoost, in the calling thread alone; any number of threads may each boost a model of their
/// own. Returns XGBoost's own model bytes (UBJSON), to be read by `BoostedTrees`. The same examples and settings give
/// the same bytes on every machine: derivatives and links are ours, XGBoost only grows the trees. Failure: `invalid` -
/// the examples or a setting make no sense, in the words of whoever noticed.
Result<std::string> boost(const Examples& examples, const BoostingSettings& settings);

}  // namespace shelfcast::models
