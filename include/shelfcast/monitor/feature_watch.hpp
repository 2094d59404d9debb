// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "shelfcast/monitor/drift.hpp"
#include "shelfcast/monitor/signal.hpp"

#include <string>
#include <vector>

namespace shelfcast::monitor {

/// How one feature's values are spread over the products on sale.
struct FeatureSpread {
  std::string name = {};
  std::string made_from = {};  ///< "prices"
  Bins now;
  std::vector<Bins> before = {};  ///< of earlier days
};

/// What a marketplace's models learn from: as of the cut of the table that serves, and of the days before it.
struct FeatureDays {
  std::string marketplace;
  std::string currency = {};
  std::vector<double> places = {};  ///< the value that each bin is about
  std::vector<FeatureSpread> features = {};
  DayCount on_sale = {};  ///< products
  std::vector<DayCount> on_sale_before = {};
  Share out_of_stock = {};  ///< of the products on sale
  std::vector<Share> out_of_stock_before = {};
};

/// Whether any of it is unlike before, beyond what its own history varies by, and by chance however many are looked at.
/// Where the history is too short nothing is judged.
Look look_at(const FeatureDays& days, Instant now);

}  // namespace shelfcast::monitor
