// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "shelfcast/monitor/shop.hpp"

#include <string>

namespace shelfcast::monitor::shop {

// How sentences write numbers.
std::string number(double count);                   ///< "1240", "8.5"
std::string units(double count);                    ///< "1240 units", "1 unit"
std::string lasting(double days);                   ///< "2.5 days", "1 day"
std::string foreseen(double count);                 ///< "8.5 were foreseen", "1 was foreseen"
std::string percent(double part);                   ///< 0.714 -> "71 %", without its sign
std::string money(Minor amount, const Shop& shop);  ///< "12.50 EUR"
std::string days(const Period& span);               ///< "from 2025-11-14 to 2025-11-20"

}  // namespace shelfcast::monitor::shop
