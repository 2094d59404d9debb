// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <algorithm>
#include <string_view>

namespace shelfcast {

/// Whether an outside id is shown as a number: digits without a leading zero, no more than every JSON reader keeps
/// exactly.
inline bool is_whole_number(std::string_view id) {
  constexpr std::size_t kMostDigits = 15;
  const bool digits = std::ranges::all_of(id, [](char c) { return c >= '0' && c <= '9'; });
  return digits && !id.empty() && id.size() <= kMostDigits && (id.front() != '0' || id.size() == 1);
}

}  // namespace shelfcast
