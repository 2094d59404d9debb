// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "shelfcast/base/time.hpp"
#include "shelfcast/orders/act.hpp"

#include <fmt/format.h>

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace shelfcast::orders {

/// What an act may not say whatever the catalogue holds: lengths, ranges, times, the same line twice. What is missing
/// is not looked at. The limits on numbers are those of ingest: what passes here is counted there.
std::vector<Complaint> complaints_about(const Act& act, Instant now);

inline std::string pointer_to(std::size_t item, std::string_view field) {
  return fmt::format("/items/{}/{}", item, field);
}

}  // namespace shelfcast::orders
