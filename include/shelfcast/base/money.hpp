// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "shelfcast/base/result.hpp"

#include <cstdint>
#include <string>
#include <string_view>

namespace shelfcast {

/// Money in a currency's minor unit (cents). The currency travels beside it, once per marketplace.
using Minor = std::int64_t;

/// Millionths: of a unit of goods, or of the currency's major unit. The integers of the forecast cube.
using Micro = std::int64_t;

inline constexpr Micro kMicro = 1'000'000;
inline constexpr Micro kMicroPerMinor = 10'000;  // two decimals, as the public contract writes money

/// "19.99" -> 1999. Rounds half away from zero beyond two decimals. Accepts a sign; refuses all else, and what
/// overflows.
Result<Minor> parse_minor(std::string_view text);

/// "2.5" -> 2'500'000.
Result<Micro> parse_micro(std::string_view text);

/// 1999 -> "19.99".
std::string format_minor(Minor amount);

/// 2'500'000 -> "2.5": no trailing zeros.
std::string format_micro(Micro amount);

/// What so many units cost, to the nearest cent, half away from zero. The result must fit.
Minor price_of(Micro units, Minor unit_price);

/// 2'500'000 -> 2.5
constexpr double from_micro(Micro value) {
  return static_cast<double>(value) / static_cast<double>(kMicro);
}

/// The nearest Micro of a non-negative real number; exact for every machine.
Micro to_micro(double value);

}  // namespace shelfcast
