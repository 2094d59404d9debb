// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "shelfcast/telemetry/log.hpp"

#include <span>
#include <string>
#include <string_view>

namespace shelfcast::telemetry {

/// The inside of a JSON line after time and level: "msg":"...","rows":12
std::string json_members(std::string_view message, std::span<const Field> fields);

/// A line for people: message rows=12 name="two words"
std::string text_line(std::string_view message, std::span<const Field> fields);

}  // namespace shelfcast::telemetry
