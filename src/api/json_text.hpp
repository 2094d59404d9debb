// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "shelfcast/base/money.hpp"

#include <optional>
#include <string>
#include <string_view>

namespace shelfcast::api {

/// How many units a value is: the nearest whole number, half away from zero.
Micro nearest(Micro value, Micro unit);

/// JSON written by hand where it is hot, and because money has exactly two decimals, which JSON libraries do not keep.
void put_string(std::string& json, std::string_view text);
/// 1250000.00: the nearest cent, half away from zero.
void put_money(std::string& json, Micro amount);
/// The nearest whole number.
void put_whole(std::string& json, Micro units);
/// As exact as it is: up to six decimals.
void put_exact(std::string& json, Micro value);
/// Two to four decimals, or null where it is not measured.
void put_confidence(std::string& json, std::optional<double> chance);
/// A number where the id is one, else a string.
void put_outside_id(std::string& json, std::string_view id);

}  // namespace shelfcast::api
