// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "shelfcast/base/money.hpp"
#include "shelfcast/base/time.hpp"
#include "shelfcast/domain/sale.hpp"

#include <cstdint>
#include <string>

namespace shelfcast::domain {

/// One line of an order as it stands from `changed` on: told when it is placed, and again at each change of it. Of two
/// tellings of one (marketplace, order, line) the higher version holds, whichever came first.
struct OrderEvent {
  std::string id;  ///< the same for the same telling: see eventlog::order_event_id
  std::string marketplace;
  std::string order;
  std::string line;
  std::uint64_t version = 0;  ///< grows with each change of the order
  std::string seller;         ///< the source's keys; empty where it is unknown
  std::string product;
  std::string category;  ///< the product's when it was ordered; empty where the product is unknown
  Instant ordered;
  Instant changed;
  LineStatus status = LineStatus::sold;
  Micro quantity = 0;  ///< as ordered, also where the line was cancelled or returned
  Minor unit_price = 0;
  std::string currency;

  bool operator==(const OrderEvent&) const = default;
};

}  // namespace shelfcast::domain
