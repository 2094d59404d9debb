// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "api/refusal.hpp"

#include <nlohmann/json.hpp>

#include <expected>
#include <string>
#include <string_view>

namespace shelfcast::api {

/// JSON that somebody sent, or what is wrong with it, as "is not JSON.". What is taken is not nested so deeply that
/// going through it could end the stack, and no object has so many members that looking for each of them takes long.
std::expected<nlohmann::ordered_json, std::string> sent_json(std::string_view text);

/// The JSON of a request's body; refused where it says to be, or is, something else.
std::expected<nlohmann::ordered_json, Refusal> json_body(const http::Request& request);

}  // namespace shelfcast::api
