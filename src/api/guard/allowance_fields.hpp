// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "shelfcast/identity/rate_limits.hpp"

#include <fmt/format.h>

#include <array>
#include <string_view>

namespace shelfcast::api {

/// Calls `put(name, value)` for each header that tells a caller what it has left: as the brief names them, and as
/// draft-ietf-httpapi-ratelimit-headers does. Allocates nothing.
template <class Put>
void each_allowance_field(const identity::Caller& caller, const identity::Allowance& allowance, const Put& put) {
  std::array<char, 96> value{};
  const auto say = [&]<class... Said>(std::string_view name, fmt::format_string<Said...> form, Said&&... said) {
    const auto end = fmt::format_to_n(value.data(), value.size(), form, std::forward<Said>(said)...).out;
    put(name, std::string_view(value.data(), end));
  };
  const auto tier = identity::name_of(caller.tier);
  say("X-RateLimit-Limit", "{}", allowance.limit);
  say("X-RateLimit-Remaining", "{}", allowance.remaining);
  say("X-RateLimit-Reset", "{}", allowance.full_second);
  say("RateLimit-Policy", R"("{}";q={};w=3600)", tier, allowance.limit);
  say("RateLimit", R"("{}";r={};t={})", tier, allowance.remaining, allowance.full_second);
}

}  // namespace shelfcast::api
