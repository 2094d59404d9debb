// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "shelfcast/base/result.hpp"

#include <nlohmann/json_fwd.hpp>

#include <string>

namespace shelfcast::sources {

/// A value of Kafka Connect's JSON converter as the text of a cell, read by its schema: decimals as bytes or text, days
/// and times in whatever unit. `schema` null: the value stands without one, and an integer where a time is expected
/// says by its size what it counts. null is "".
Result<std::string> cell_text(const nlohmann::json& value, const nlohmann::json& schema, bool expects_time);

}  // namespace shelfcast::sources
