// SPDX-License-Identifier: Apache-2.0
#include "sources/evidence.hpp"

#include "sources/cell_text.hpp"

#include <algorithm>

namespace shelfcast::sources {
namespace {

constexpr int kDaysInMonth = 31;
constexpr int kDaysInYear = 372;

bool is_digit(char c) {
  return c >= '0' && c <= '9';
}

}  // namespace

void Evidence::Span::take(int value, bool is_first) {
  least = is_first ? value : std::min(least, value);
  most = is_first ? value : std::max(most, value);
}

void Evidence::see(std::string_view cell) {
  see_number(cell);
  see_date(cell);
}

/// The last mark of a number is its decimal one where it is not followed by exactly three digits, or where another
/// mark stands before it.
void Evidence::see_number(std::string_view cell) {
  if (!cell.empty() && (cell.front() == '-' || cell.front() == '+')) cell.remove_prefix(1);
  const auto last = cell.find_last_of(",.");
  if (last == std::string_view::npos || last == 0 || last + 1 == cell.size()) return;
  const char mark = cell[last];
  const auto before = cell.substr(0, last);
  const auto behind = cell.substr(last + 1);
  const bool another = before.find(mark == ',' ? '.' : ',') != std::string_view::npos;
  const bool same = before.find(mark) != std::string_view::npos;
  if (!std::ranges::all_of(behind, is_digit) || !is_digit(before.back()) || same) return;
  if (!std::ranges::all_of(before, [](char c) { return is_digit(c) || c == ',' || c == '.'; })) return;
  if (behind.size() == 3 && !another && before != "0") return;
  (mark == ',' ? commas_ : points_) += 1;
}

void Evidence::see_date(std::string_view cell) {
  const auto date = two_numbers_and_year(cell);
  if (!date) return;
  const bool is_first = dates_++ == 0;
  if (date->first > 12 && date->second <= 12) ++day_first_;
  if (date->second > 12 && date->first <= 12) ++month_first_;
  const int year = date->year * kDaysInYear;
  days_if_day_first_.take(year + date->second * kDaysInMonth + date->first, is_first);
  days_if_month_first_.take(year + date->first * kDaysInMonth + date->second, is_first);
}

DateOrder Evidence::for_dates() const {
  if (day_first_ != month_first_) return day_first_ > month_first_ ? DateOrder::day_first : DateOrder::month_first;
  const int if_day_first = days_if_day_first_.most - days_if_day_first_.least;
  const int if_month_first = days_if_month_first_.most - days_if_month_first_.least;
  return if_month_first < if_day_first ? DateOrder::month_first : DateOrder::day_first;
}

}  // namespace shelfcast::sources
