// SPDX-License-Identifier: Apache-2.0
#include "shelfcast/base/money.hpp"

#include "shelfcast/base/written.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <cstdlib>

namespace shelfcast {
namespace {

bool is_digit(char c) {
  return c >= '0' && c <= '9';
}

std::unexpected<Error> not_a_number(std::string_view text) {
  return fail(Code::invalid, "", fmt::format("'{}' is not a decimal number", text));
}

/// `text` x 10^decimals, rounded half away from zero.
Result<std::int64_t> parse_scaled(std::string_view text, int decimals) {
  const bool negative = !text.empty() && text.front() == '-';
  std::string_view rest = text;
  if (negative || (!rest.empty() && rest.front() == '+')) rest.remove_prefix(1);

  std::int64_t value = 0;
  int seen = 0;
  int after_point = -1;
  bool round_up = false;
  for (const char c : rest) {
    if (c == '.' && after_point < 0) {
      after_point = 0;
      continue;
    }
    if (!is_digit(c)) return not_a_number(text);
    ++seen;
    if (after_point == decimals) round_up = c >= '5';
    const bool beyond = after_point >= decimals;
    if (after_point >= 0) ++after_point;
    if (beyond) continue;
    if (__builtin_mul_overflow(value, std::int64_t{10}, &value) ||
        __builtin_add_overflow(value, std::int64_t{c - '0'}, &value)) {
      return fail(Code::invalid, "", fmt::format("'{}' is too large", text));
    }
  }
  if (seen == 0) return not_a_number(text);
  for (int i = std::max(after_point, 0); i < decimals; ++i) {
    if (__builtin_mul_overflow(value, std::int64_t{10}, &value)) {
      return fail(Code::invalid, "", fmt::format("'{}' is too large", text));
    }
  }
  value += round_up ? 1 : 0;
  return negative ? -value : value;
}

}  // namespace

Result<Minor> parse_minor(std::string_view text) {
  return parse_scaled(text, 2);
}

Result<Micro> parse_micro(std::string_view text) {
  return parse_scaled(text, 6);
}

std::string format_minor(Minor amount) {
  std::string text;
  write_minor(text, amount);
  return text;
}

std::string format_micro(Micro amount) {
  std::string text;
  write_micro(text, amount);
  return text;
}

Minor price_of(Micro units, Minor unit_price) {
  __extension__ using Wide = __int128;
  const Wide product = static_cast<Wide>(units) * unit_price;
  return static_cast<Minor>((product + (product < 0 ? -kMicro : kMicro) / 2) / kMicro);
}

Micro to_micro(double value) {
  return static_cast<Micro>(std::floor(value * static_cast<double>(kMicro) + 0.5));
}

}  // namespace shelfcast
