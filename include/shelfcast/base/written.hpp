// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "shelfcast/base/money.hpp"
#include "shelfcast/base/time.hpp"

#include <array>
#include <charconv>
#include <concepts>
#include <cstddef>
#include <string>

/// Numbers and times added to a text: in answers that are made of hundreds, reading a format for each would cost more
/// than all else.
namespace shelfcast {

template <std::integral Number>
void write_number(std::string& text, Number number) {
  std::array<char, 24> digits;
  const auto end = std::to_chars(digits.data(), digits.data() + digits.size(), number).ptr;
  text.append(digits.data(), end);
}

/// Its last so many digits, zeros in front: 7 -> "07".
template <std::size_t Digits>
void write_padded(std::string& text, std::integral auto number) {
  std::array<char, Digits> digits;
  for (auto digit = digits.rbegin(); digit != digits.rend(); ++digit, number /= 10)
    *digit = static_cast<char>('0' + number % 10);
  text.append(digits.data(), digits.size());
}

// As format_minor, format_micro, format_day and format_instant tell them.
void write_minor(std::string& text, Minor amount);
void write_micro(std::string& text, Micro amount);
void write_day(std::string& text, Day day);
void write_instant(std::string& text, Instant at);

}  // namespace shelfcast
