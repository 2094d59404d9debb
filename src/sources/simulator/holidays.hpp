// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "shelfcast/base/time.hpp"

#include <span>
#include <string_view>
#include <vector>

namespace shelfcast::sources::simulator {

struct NamedDay {
  Day day;
  std::string_view name;
};

/// Germany's holidays and shopping days from `first` to `last`, by day.
std::vector<NamedDay> german_holidays(Day first, Day last);

/// Adds to `log_sales`, whose first number is for `first`, what the holidays do before, on and after their day,
/// as strongly as `sensitivity` says (1: the usual).
void add_holiday_effects(std::span<double> log_sales, Day first, double sensitivity);

}  // namespace shelfcast::sources::simulator
