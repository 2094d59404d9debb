// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "shelfcast/storage/store.hpp"

namespace shelfcast::orders {

// Numbers in keys are big-endian.
constexpr storage::Family kOrders{"orders"};          // marketplace u32, order id -> the order (order_codec)
constexpr storage::Family kAnswers{"order_answers"};  // day u32, idempotency key -> digest and answer (order_codec)

}  // namespace shelfcast::orders
