// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "shelfcast/orders/order.hpp"

#include <string>

namespace shelfcast::api {

/// An order as everyone outside sees it.
void put_order(std::string& json, const orders::Order& order);

}  // namespace shelfcast::api
