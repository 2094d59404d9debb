// SPDX-License-Identifier: Apache-2.0
#include "graphql/values/numbers.hpp"

#include <fmt/format.h>

#include <array>
#include <charconv>
#include <cmath>
#include <cstdlib>

namespace shelfcast::graphql {
namespace {

constexpr std::int64_t kExactInDouble = std::int64_t{1} << 53;

/// Digits and the place of the point: 1234.5 is "12345" and 4.
struct Decimal {
  std::string digits;
  int point = 0;
};

Decimal shortest(double positive) {
  std::array<char, 32> buffer{};
  const auto end = std::to_chars(buffer.data(), buffer.data() + buffer.size(), positive, std::chars_format::scientific);
  const std::string_view text(buffer.data(), end.ptr);
  const std::size_t exponent = text.find('e');
  Decimal decimal;
  for (const char byte : text.substr(0, exponent)) {
    if (byte != '.') decimal.digits += byte;
  }
  decimal.point = std::atoi(text.data() + exponent + 1) + 1;
  return decimal;
}

std::string scientific(const Decimal& decimal) {
  std::string out = decimal.digits.substr(0, 1);
  if (decimal.digits.size() > 1) out += "." + decimal.digits.substr(1);
  return fmt::format("{}e{:+}", out, decimal.point - 1);
}

std::string positional(const Decimal& decimal) {
  const auto count = static_cast<int>(decimal.digits.size());
  if (decimal.point <= 0) return "0." + std::string(static_cast<std::size_t>(-decimal.point), '0') + decimal.digits;
  if (decimal.point >= count) return decimal.digits + std::string(static_cast<std::size_t>(decimal.point - count), '0');
  const auto point = static_cast<std::size_t>(decimal.point);
  return decimal.digits.substr(0, point) + "." + decimal.digits.substr(point);
}

}  // namespace

std::string number_text(double number) {
  constexpr int kMostDigits = 21;
  constexpr int kMostZeros = 6;
  if (std::isnan(number)) return "NaN";
  if (std::isinf(number)) return number < 0 ? "-Infinity" : "Infinity";
  if (number == 0) return "0";
  const Decimal decimal = shortest(std::abs(number));
  const bool is_short = decimal.point <= kMostDigits && decimal.point > -kMostZeros;
  return (number < 0 ? "-" : "") + (is_short ? positional(decimal) : scientific(decimal));
}

std::string number_text(std::int64_t number) {
  if (number <= kExactInDouble && number >= -kExactInDouble) return fmt::to_string(number);
  return number_text(static_cast<double>(number));
}

std::optional<std::int64_t> as_whole(double number) {
  constexpr double kMost = 9e18;
  if (!(std::abs(number) < kMost) || number != std::trunc(number)) return std::nullopt;
  return static_cast<std::int64_t>(number);
}

double to_double(std::string_view digits) {
  return std::strtod(std::string(digits).c_str(), nullptr);
}

}  // namespace shelfcast::graphql
