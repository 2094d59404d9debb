// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "training/parameters.hpp"
#include "training/prediction.hpp"

#include <string>
#include <string_view>

namespace shelfcast::training {

/// A model of shares that was learnt elsewhere, and whom to believe of the totals.
struct Imported {
  std::string trees;  ///< as models::imported_trees() takes it
  Blend blend;
};

/// `corrupt` where the blob is no import, or one of other features.
Result<Imported> parse_imported(std::string_view blob);

/// How shares are told by it, and where: the panel tells of demand.
struct Sharing {
  const std::string& trees;
  const Restock& restock;
  const domain::Panel& panel;
  Day origin;
};

/// Its shares of the days that a prediction has: in place of those that are there. Where it fails, the 28-day mean
/// stands in for it.
Result<> share_out(const Sharing& sharing, Prediction& prediction, Attendance& attendance);

/// A forecast by it.
Result<Prediction> predict(const Imported& imported, const domain::Panel& panel, const Ahead& ahead,
                           Attendance& attendance);

}  // namespace shelfcast::training
