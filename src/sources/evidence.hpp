// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "sources/dialect.hpp"

#include <cstdint>
#include <string_view>

namespace shelfcast::sources {

/// What the cells of a file say about how it writes numbers and dates. Only cells that can be meant in one way count:
/// 1.234 may be either number, 03/04/2025 either date.
class Evidence {
 public:
  void see(std::string_view cell);

  [[nodiscard]] bool for_decimal_comma() const { return commas_ > points_; }
  /// Where no date decides, the order under which the days lie closer together.
  [[nodiscard]] DateOrder for_dates() const;
  [[nodiscard]] bool dates_are_guessed() const { return day_first_ == month_first_ && dates_ > 0; }

 private:
  void see_number(std::string_view cell);
  void see_date(std::string_view cell);

  struct Span {
    int least = 0;
    int most = 0;
    void take(int value, bool is_first);
  };
  std::uint64_t commas_ = 0;
  std::uint64_t points_ = 0;
  std::uint64_t dates_ = 0;
  std::uint64_t day_first_ = 0;
  std::uint64_t month_first_ = 0;
  Span days_if_day_first_;
  Span days_if_month_first_;
};

}  // namespace shelfcast::sources
