// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "shelfcast/base/time.hpp"

#include <string>

namespace shelfcast::orders {

/// An order id that nobody else makes: the time, so that new orders lie together in the store, and 64 random bits.
std::string made_id(Instant now);

}  // namespace shelfcast::orders
