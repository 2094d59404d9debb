// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace shelfcast::graphql {

/// A number as JavaScript writes it, and so does every other server: 1e+21, 0.000001, 3.
std::string number_text(double number);
/// The same of a whole number; beyond 2^53 it is rounded as a double is.
std::string number_text(std::int64_t number);

/// The whole number, where it is one.
std::optional<std::int64_t> as_whole(double number);
/// The number that a literal stands for; infinite where it is too large.
double to_double(std::string_view digits);

/// Whether an Int can hold it.
constexpr bool fits_int(std::int64_t number) {
  return number >= INT32_MIN && number <= INT32_MAX;
}

}  // namespace shelfcast::graphql
