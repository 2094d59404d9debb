// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "shelfcast/base/money.hpp"
#include "shelfcast/base/written.hpp"

#include <array>
#include <cmath>
#include <optional>
#include <string>
#include <string_view>

/// JSON written by hand where it is hot, and because money has exactly two decimals, which JSON libraries do not keep.
/// The text is a std::string or a Draft.
namespace shelfcast::api {

/// How many units a value is: the nearest whole number, half away from zero.
constexpr Micro nearest(Micro value, Micro unit) {
  return (value + (value < 0 ? -unit : unit) / 2) / unit;
}

/// How many bytes in front stand for themselves in a JSON string.
std::size_t plain_in_front(std::string_view text);
/// What stands for a byte that does not.
std::string escape_of(char c);

template <class Text>
void put_string(Text& json, std::string_view text) {
  json += '"';
  for (;;) {
    const std::size_t plain = plain_in_front(text);
    json.append(text.substr(0, plain));
    if (plain == text.size()) break;
    json += escape_of(text[plain]);
    text.remove_prefix(plain + 1);
  }
  json += '"';
}

/// 1250000.00: the nearest cent, half away from zero.
template <class Text>
void put_money(Text& json, Micro amount) {
  write_minor(json, nearest(amount, kMicroPerMinor));
}

/// The nearest whole number.
template <class Text>
void put_whole(Text& json, Micro units) {
  write_number(json, nearest(units, kMicro));
}

/// As exact as it is: up to six decimals.
template <class Text>
void put_exact(Text& json, Micro value) {
  write_micro(json, value);
}

/// Two to four decimals, or null where it is not measured.
template <class Text>
void put_confidence(Text& json, std::optional<double> chance) {
  if (!chance) {
    json += "null";
    return;
  }
  constexpr std::int64_t kParts = 10'000;
  const std::int64_t parts = std::llround(*chance * static_cast<double>(kParts));
  const auto decimals = padded<4>(parts % kParts);
  std::size_t size = decimals.size();
  while (size > 2 && decimals[size - 1] == '0') --size;
  write_number(json, parts / kParts);
  json += '.';
  append_first(json, decimals, size);
}

/// A number where the id is one, else a string.
void put_outside_id(std::string& json, std::string_view id);

}  // namespace shelfcast::api
