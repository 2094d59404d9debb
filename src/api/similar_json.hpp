// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "api/similar.hpp"

#include <cmath>

namespace shelfcast::api {

inline constexpr std::size_t kMostSimilar = 20;

/// Its two members: "likeness", and "alike" with its parts.
inline nlohmann::ordered_json likeness_json(const Likeness& likeness) {
  using Json = nlohmann::ordered_json;
  const auto rounded = [](double share) { return std::round(share * 10'000) / 10'000; };
  const auto part = [&](const std::optional<double>& share) { return share ? Json(rounded(*share)) : Json(nullptr); };
  return {{"likeness", rounded(likeness.whole())},
          {"alike",
           {{"name", rounded(likeness.name)},
            {"price", part(likeness.price)},
            {"level", part(likeness.level)},
            {"weekdays", part(likeness.weekdays)},
            {"season", part(likeness.season)}}}};
}

}  // namespace shelfcast::api
