// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "shelfcast/base/draft.hpp"
#include "shelfcast/base/money.hpp"
#include "shelfcast/base/time.hpp"

#include <array>
#include <charconv>
#include <concepts>
#include <cstddef>
#include <cstdlib>
#include <string>

/// Numbers and times added to a text - a std::string or a Draft: in answers that are made of hundreds, reading a format
/// for each would cost more than all else.
namespace shelfcast {

template <std::size_t Most>
void append_first(std::string& text, const std::array<char, Most>& piece, std::size_t size) {
  text.append(piece.data(), size);
}
template <std::size_t Most>
void append_first(Draft& text, const std::array<char, Most>& piece, std::size_t size) {
  text.append_first(piece, size);
}

template <int Base = 10, class Text>
void write_number(Text& text, std::integral auto number) {
  constexpr std::size_t kMostDigits = 24;
  std::array<char, kMostDigits> digits{};
  const char* const end = std::to_chars(digits.data(), digits.data() + digits.size(), number, Base).ptr;
  append_first(text, digits, static_cast<std::size_t>(end - digits.data()));
}

/// Its last so many digits, zeros in front: 7 -> "07".
template <std::size_t Digits>
constexpr std::array<char, Digits> padded(std::integral auto number) {
  std::array<char, Digits> digits{};
  for (auto digit = digits.rbegin(); digit != digits.rend(); ++digit, number /= 10)
    *digit = static_cast<char>('0' + number % 10);
  return digits;
}

template <std::size_t Digits, class Text>
void write_padded(Text& text, std::integral auto number) {
  const auto digits = padded<Digits>(number);
  text.append(digits.data(), digits.size());
}

// As format_minor, format_micro, format_day and format_instant tell them.

/// With two decimals.
template <class Text>
void write_minor(Text& text, Minor amount) {
  constexpr Minor kWhole = 100;
  if (amount < 0) text += '-';
  write_number(text, std::abs(amount / kWhole));
  text += '.';
  write_padded<2>(text, std::abs(amount % kWhole));
}

/// With up to six decimals.
template <class Text>
void write_micro(Text& text, Micro amount) {
  if (amount < 0) text += '-';
  write_number(text, std::abs(amount / kMicro));
  if (amount % kMicro == 0) return;
  const auto decimals = padded<6>(std::abs(amount % kMicro));
  std::size_t size = decimals.size();
  while (decimals[size - 1] == '0') --size;
  text += '.';
  append_first(text, decimals, size);
}

template <class Text>
void write_day(Text& text, Day day) {
  const CivilDate date = civil(day);
  date.year >= 0 && date.year <= 9999 ? write_padded<4>(text, date.year) : write_number(text, date.year);
  text += '-';
  write_padded<2>(text, date.month);
  text += '-';
  write_padded<2>(text, date.day);
}

template <class Text>
void write_instant(Text& text, Instant at) {
  const std::int64_t second = (at.seconds % kDaySeconds + kDaySeconds) % kDaySeconds;
  write_day(text, {static_cast<std::int32_t>((at.seconds - second) / kDaySeconds)});
  text += 'T';
  write_padded<2>(text, second / kHour);
  text += ':';
  write_padded<2>(text, second / 60 % 60);
  text += ':';
  write_padded<2>(text, second % 60);
  text += 'Z';
}

}  // namespace shelfcast
