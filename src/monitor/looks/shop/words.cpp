// SPDX-License-Identifier: Apache-2.0
#include "monitor/looks/shop/words.hpp"

#include <fmt/format.h>

#include <cmath>

namespace shelfcast::monitor::shop {
namespace {

bool is_one(double count) {
  return number(count) == "1";
}

}  // namespace

std::string number(double count) {
  const double tenths = std::round(count * 10) / 10;
  const bool is_whole = tenths == std::floor(tenths) || count >= 100;
  return is_whole ? fmt::format("{:.0f}", count) : fmt::format("{:.1f}", count);
}

std::string units(double count) {
  return number(count) + (is_one(count) ? " unit" : " units");
}

std::string lasting(double days) {
  return number(days) + (is_one(days) ? " day" : " days");
}

std::string foreseen(double count) {
  return number(count) + (is_one(count) ? " was foreseen" : " were foreseen");
}

std::string percent(double part) {
  return fmt::format("{:.0f} %", std::abs(part) * 100);
}

std::string money(Minor amount, const Shop& shop) {
  return fmt::format("{} {}", format_minor(amount), shop.currency);
}

std::string days(const Period& span) {
  return fmt::format("from {} to {}", format_day(span.first), format_day(span.last));
}

}  // namespace shelfcast::monitor::shop
