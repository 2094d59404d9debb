// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "shelfcast/base/result.hpp"

#include <string>
#include <string_view>

namespace shelfcast::control {

/// What was sold, as it is known now.
class Exports {
 public:
  virtual ~Exports() = default;
  /// CSV without a header: marketplace,category,product,date,units,amount; a row for each product and day with sales.
  /// The category is the product's present one. `not_found` where there is no such marketplace.
  virtual Result<std::string> daily_sales_csv(std::string_view marketplace) = 0;
};

}  // namespace shelfcast::control
