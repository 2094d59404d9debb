// SPDX-License-Identifier: Apache-2.0
#include "shelfcast/orders/order.hpp"

namespace shelfcast::orders {

domain::LineStatus Line::status() const {
  if (cancelled) return domain::LineStatus::cancelled;
  return returned == quantity ? domain::LineStatus::returned : domain::LineStatus::sold;
}

Sum sum_of(const Order& order) {
  Sum sum;
  for (const auto& line : order.lines) {
    sum.units += line.standing();
    sum.amount += price_of(line.standing(), line.unit_price);
  }
  return sum;
}

}  // namespace shelfcast::orders
