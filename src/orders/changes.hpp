// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "shelfcast/orders/act.hpp"

#include <cstddef>
#include <expected>
#include <vector>

namespace shelfcast::orders {

/// Cancels, takes back or corrects lines of `order` as the act says. Returns the places of the lines that are not what
/// they were; none where everything was so already. The version and its time are the caller's.
/// A refusal leaves the order as it was.
std::expected<std::vector<std::size_t>, Refusal> change(Order& order, const Act& act);

}  // namespace shelfcast::orders
