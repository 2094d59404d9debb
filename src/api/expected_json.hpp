// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "shelfcast/domain/forecast.hpp"

#include <nlohmann/json.hpp>

namespace shelfcast::api {

/// A measure that the source tells of, else null.
inline nlohmann::ordered_json told(bool is_told, Micro value) {
  return is_told ? nlohmann::ordered_json(from_micro(value)) : nlohmann::ordered_json(nullptr);
}

inline void put_expected(nlohmann::ordered_json& json, const domain::Cube& cube, const domain::Expected& expected) {
  json["expectedUnits"] = told(cube.measures.units, expected.units);
  json["expectedAmount"] = told(cube.measures.amount, expected.amount);
}

/// Text that a source brought along may not be UTF-8: it is shown with a mark in its place.
inline std::string text_of(const nlohmann::ordered_json& json) {
  return json.dump(-1, ' ', false, nlohmann::ordered_json::error_handler_t::replace);
}

}  // namespace shelfcast::api
