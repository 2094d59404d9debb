// SPDX-License-Identifier: Apache-2.0
#include "sources/cell_text.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>

namespace shelfcast::sources {
namespace {

constexpr std::size_t kLongestNumber = 40;
constexpr std::array<std::string_view, 9> kMissing = {"", "NA", "N/A", "NULL", "null", "NaN", "nan", "None", "\\N"};
constexpr int kLastYearOfThisCentury = 69;  // as POSIX reads two digits

bool is_digit(char c) {
  return c >= '0' && c <= '9';
}

/// Reads a text from its front. Once something was not there, nothing is.
class Scanner {
 public:
  explicit Scanner(std::string_view text) : rest_(text) {}

  /// A whole number of at least `least` and at most `most` digits.
  int number(std::size_t least, std::size_t most) {
    int value = 0;
    std::size_t digits = 0;
    while (digits < most && digits < rest_.size() && is_digit(rest_[digits])) {
      value = value * 10 + (rest_[digits++] - '0');
    }
    if (digits < least) ok_ = false;
    rest_.remove_prefix(digits);
    return value;
  }
  bool take(char wanted) {
    const bool there = !rest_.empty() && rest_.front() == wanted;
    if (there) rest_.remove_prefix(1);
    return there;
  }
  bool take(std::string_view wanted) {
    const bool there = rest_.starts_with(wanted);
    if (there) rest_.remove_prefix(wanted.size());
    return there;
  }
  void must(bool there) { ok_ = ok_ && there; }
  void skip_digits() { rest_.remove_prefix(std::min(rest_.find_first_not_of("0123456789"), rest_.size())); }
  [[nodiscard]] std::size_t digits_ahead() const {
    return std::min(rest_.find_first_not_of("0123456789"), rest_.size());
  }
  [[nodiscard]] char peek() const { return rest_.empty() ? '\0' : rest_.front(); }
  [[nodiscard]] bool ok() const { return ok_; }
  [[nodiscard]] bool at_end() const { return rest_.empty(); }

 private:
  std::string_view rest_;
  bool ok_ = true;
};

std::optional<Day> day_that_exists(CivilDate date) {
  if (date.month < 1 || date.month > 12 || date.day < 1 || date.day > 31) return std::nullopt;
  const Day day = day_of(date);
  return civil(day).month == date.month ? std::optional(day) : std::nullopt;
}

int whole_year(int year, std::size_t digits) {
  if (digits > 2) return year;
  return year < kLastYearOfThisCentury ? 2000 + year : 1900 + year;
}

/// Two numbers and a year, between '.', '/' or '-'.
std::optional<TwoNumbersAndYear> small_number_first(Scanner& scan, bool& dotted) {
  TwoNumbersAndYear date{};
  date.first = scan.number(1, 2);
  const char mark = scan.peek();
  dotted = mark == '.';
  scan.must(mark == '.' || mark == '/' || mark == '-');
  scan.take(mark);
  date.second = scan.number(1, 2);
  scan.must(scan.take(mark));
  const std::size_t digits = scan.digits_ahead();
  scan.must(digits == 2 || digits == 4);
  date.year = whole_year(scan.number(2, 4), digits);
  return scan.ok() ? std::optional(date) : std::nullopt;
}

std::optional<Day> year_first(Scanner& scan, std::size_t digits) {
  CivilDate date{scan.number(4, 4), 0, 0};
  if (digits == 8) {
    date.month = scan.number(2, 2);
    date.day = scan.number(2, 2);
  } else {
    const char mark = scan.peek();
    scan.must(mark == '-' || mark == '/' || mark == '.');
    scan.take(mark);
    date.month = scan.number(1, 2);
    scan.must(scan.take(mark));
    date.day = scan.number(1, 2);
  }
  return scan.ok() ? day_that_exists(date) : std::nullopt;
}

std::optional<Day> read_date(Scanner& scan, DateOrder order) {
  const std::size_t digits = scan.digits_ahead();
  if (digits == 4 || digits == 8) return year_first(scan, digits);
  bool dotted = false;
  const auto date = small_number_first(scan, dotted);
  if (!date) return std::nullopt;
  const bool day_first = dotted || order == DateOrder::day_first;
  return day_that_exists(day_first ? CivilDate{date->year, date->second, date->first}
                                   : CivilDate{date->year, date->first, date->second});
}

std::int64_t read_clock(Scanner& scan) {
  int hour = scan.number(1, 2);
  scan.must(scan.take(':'));
  const int minute = scan.number(2, 2);
  const int second = scan.take(':') ? scan.number(2, 2) : 0;
  if (scan.take('.')) scan.skip_digits();
  const bool spaced = scan.take(' ');
  const bool morning = scan.take("AM") || scan.take("am");
  const bool afternoon = !morning && (scan.take("PM") || scan.take("pm"));
  if (morning || afternoon) {
    scan.must(hour >= 1 && hour <= 12);
    hour = hour % 12 + (afternoon ? 12 : 0);
    scan.take(' ');
  }
  scan.must(!spaced || !scan.at_end() || morning || afternoon);
  scan.must(hour < 24 && minute < 60 && second < 61);
  return hour * kHour + std::int64_t{minute} * 60 + second;
}

std::optional<std::int64_t> read_offset(Scanner& scan) {
  if (scan.at_end()) return std::nullopt;
  if (scan.take('Z') || scan.take('z') || scan.take("UTC") || scan.take("GMT")) return 0;
  const bool west = scan.take('-');
  scan.must(west || scan.take('+'));
  const int hours = scan.number(2, 2);
  scan.take(':');
  const int minutes = scan.at_end() ? 0 : scan.number(2, 2);
  scan.must(hours < 24 && minutes < 60);
  const std::int64_t offset = hours * kHour + std::int64_t{minutes} * 60;
  return west ? -offset : offset;
}

/// The length of what groups thousands at the front of a text, or 0: a blank, also one that does not break, or an
/// apostrophe.
std::size_t grouping_mark(std::string_view text, char group) {
  if (text.empty()) return 0;
  if (text.front() == group || text.front() == ' ' || text.front() == '\'') return 1;
  if (text.starts_with("\xC2\xA0")) return 2;
  return text.starts_with("\xE2\x80\xAF") ? 3 : 0;
}

}  // namespace

std::optional<TwoNumbersAndYear> two_numbers_and_year(std::string_view cell) {
  Scanner scan(cell);
  bool dotted = false;
  const std::size_t digits = scan.digits_ahead();
  if (digits == 0 || digits > 2) return std::nullopt;
  const auto date = small_number_first(scan, dotted);
  const bool ends = scan.at_end() || scan.peek() == ' ' || scan.peek() == 'T';
  const bool possible =
      date && ends && !dotted && date->first > 0 && date->second > 0 && date->first <= 31 && date->second <= 31;
  return possible ? date : std::nullopt;
}

std::string plain_number(std::string_view cell, bool decimal_comma) {
  if (cell.size() > kLongestNumber) return std::string(cell);
  const char decimal = decimal_comma ? ',' : '.';
  const char group = decimal_comma ? '.' : ',';
  std::string plain;
  std::size_t at = cell.starts_with('-') || cell.starts_with('+') ? 1 : 0;
  plain = cell.substr(0, at);
  bool grouped = false;
  std::size_t in_group = 0;
  while (at < cell.size() && cell[at] != decimal) {
    const std::size_t mark = grouping_mark(cell.substr(at), group);
    const bool misplaced = mark > 0 && (in_group == 0 || in_group > 3 || (grouped && in_group != 3));
    if (misplaced || (mark == 0 && !is_digit(cell[at]))) return std::string(cell);
    if (mark == 0) plain += cell[at];
    grouped = grouped || mark > 0;
    in_group = mark > 0 ? 0 : in_group + 1;
    at += std::max<std::size_t>(mark, 1);
  }
  if (grouped && in_group != 3) return std::string(cell);
  if (at == cell.size()) return plain;
  plain += '.';
  return plain.append(cell.substr(at + 1));
}

Result<ReadTime> read_time(std::string_view cell, DateOrder order) {
  Scanner scan(cell);
  const auto day = read_date(scan, order);
  std::optional<ReadTime> time;
  if (day && scan.at_end()) time = ReadTime{*day, std::nullopt, std::nullopt};
  if (day && (scan.take('T') || scan.take('t') || scan.take(' '))) {
    time = ReadTime{*day, read_clock(scan), std::nullopt};
    time->offset_seconds = read_offset(scan);
  }
  if (!time || !scan.ok() || !scan.at_end()) {
    return fail(Code::invalid, "",
                fmt::format("'{}' is not a time (as 2025-11-20T14:03:59Z, 2025-11-20, 20.11.2025 14:03 or {})", cell,
                            order == DateOrder::day_first ? "20/11/2025" : "11/20/2025"));
  }
  return *time;
}

bool is_missing(std::string_view cell) {
  return cell.size() <= 4 && std::ranges::find(kMissing, cell) != kMissing.end();
}

}  // namespace shelfcast::sources
