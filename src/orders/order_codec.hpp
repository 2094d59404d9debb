// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "shelfcast/base/result.hpp"
#include "shelfcast/orders/act.hpp"

#include <string>
#include <string_view>

namespace shelfcast::orders {

/// How orders lie in the store. A version stands in front: older ones stay readable.
std::string encode(const Order& order);
/// `corrupt` where it is none.
Result<Order> decode_order(std::string_view bytes);

/// A fingerprint of what the caller placed, however often the order changed since.
std::uint64_t content_of(const Order& order);

/// What was answered under an idempotency key.
struct Remembered {
  std::uint64_t digest = 0;
  Accepted answer;
};
std::string encode(const Remembered& remembered);
Result<Remembered> decode_remembered(std::string_view bytes);

std::string order_key(MarketplaceId marketplace, std::string_view id);
/// Keys are kept by the day (since 1970, UTC) on which they were used, so that a whole day is forgotten at once.
std::string answer_key(Day day, std::string_view idempotency_key);

}  // namespace shelfcast::orders
