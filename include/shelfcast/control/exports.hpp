// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "shelfcast/base/result.hpp"
#include "shelfcast/base/time.hpp"

#include <optional>
#include <string>
#include <string_view>

namespace shelfcast::control {

/// What is known, as CSV without a header. `not_found` where there is no such marketplace.
class Exports {
 public:
  virtual ~Exports() = default;
  /// marketplace,category,product,date,units,amount; a row for each product and day with sales. The category is the
  /// product's present one.
  virtual Result<std::string> daily_sales_csv(std::string_view marketplace) = 0;
  /// marketplace,category,product,days,origin, a column for each feature, target: what shares are learnt from, row by
  /// row. The target is how many times its category's mean product a product sold on those days after the origin.
  virtual Result<std::string> examples_csv(std::string_view marketplace) = 0;
  /// marketplace,category,product,from,in_stock; each row holds until the product's next one.
  virtual Result<std::string> stock_csv(std::string_view marketplace) = 0;
  /// marketplace,category,month,units: what was told by month, of the time before the daily sales.
  virtual Result<std::string> months_csv(std::string_view marketplace) = 0;
  /// marketplace,category,product,as_of and the features of every product on sale, as models saw it when `as_of` had
  /// become known in full; nullopt: the last day known now.
  virtual Result<std::string> features_csv(std::string_view marketplace, std::optional<Day> as_of) = 0;
};

}  // namespace shelfcast::control
