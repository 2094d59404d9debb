// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "api/refusal.hpp"
#include "shelfcast/api/api.hpp"

#include <optional>
#include <string_view>

namespace shelfcast::api {

/// 415 where the body is not said to be `expected`: what a form of a foreign web page can send is none of it.
std::optional<Refusal> wrong_media_type(const http::Request& request, std::string_view expected);

/// 400: the body is no JSON.
Refusal malformed_body();

}  // namespace shelfcast::api
