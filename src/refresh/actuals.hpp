// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "shelfcast/refresh/cycle.hpp"

namespace shelfcast::refresh {

/// The end of the last period that is surely known at a data cut. Where nothing of the cut's day came, the source is
/// behind, and the last day that it told of may not be whole. Weeks end with their date.
Result<Day> last_known(const Rooms& rooms, const domain::Marketplace& marketplace, Day data_cut);

/// What was sold of every product in a period, as it is known now.
class Actuals {
 public:
  /// Ascending by product.
  explicit Actuals(std::vector<deltas::ProductTotal> totals) : totals_(std::move(totals)) {}
  static Result<Actuals> of(const Rooms& rooms, const domain::Marketplace& marketplace, const Period& period);

  struct Sold {
    double units = 0;
    double amount = 0;  ///< in minor units
  };
  [[nodiscard]] Sold sold(ProductId product) const;

 private:
  std::vector<deltas::ProductTotal> totals_;
};

}  // namespace shelfcast::refresh
