// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "shelfcast/base/money.hpp"
#include "shelfcast/sources/source.hpp"
#include "sources/dialect.hpp"

#include <optional>
#include <string>
#include <string_view>

namespace shelfcast::sources {

/// 03/04/2025 or 3-4-25, with any time behind it, taken apart: only what needs an order of day and month.
struct TwoNumbersAndYear {
  int first;
  int second;
  int year;
};
std::optional<TwoNumbersAndYear> two_numbers_and_year(std::string_view cell);

/// "1.234,50" -> "1234.50" where the decimal mark is a comma, "1,234.50" where it is a point; blanks and apostrophes
/// group, too. Groups must be whole. What is no such number comes back as it was.
std::string plain_number(std::string_view cell, bool decimal_comma);

/// A time of day as a date's clock shows it, or an instant where its offset is given.
struct ReadTime {
  Day day;
  std::optional<std::int64_t> second_of_day;   ///< of the local day; nullopt: a bare date
  std::optional<std::int64_t> offset_seconds;  ///< east of UTC, where the cell says so
};

/// YYYY-MM-DD, YYYY/MM/DD, YYYYMMDD, D.M.Y, and D/M/Y or M/D/Y as `order` says; behind it, after 'T' or a blank, H:MM,
/// H:MM:SS or with a fraction (cut), AM or PM; then Z, UTC, GMT or an offset.
Result<ReadTime> read_time(std::string_view cell, DateOrder order);

/// Whether a cell says that there is no value: nothing, or one of the marks that programs write.
bool is_missing(std::string_view cell);

}  // namespace shelfcast::sources
