// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "shelfcast/base/ids.hpp"
#include "shelfcast/base/money.hpp"
#include "shelfcast/base/time.hpp"
#include "shelfcast/domain/sale.hpp"

#include <cstdint>
#include <string>
#include <vector>

namespace shelfcast::orders {

struct Line {
  std::string id;
  std::string product;   ///< the source's key
  std::string category;  ///< the product's when the order was placed; empty where nobody knew the product
  Micro quantity = 0;    ///< as ordered, or as corrected
  Micro returned = 0;    ///< of it
  Minor unit_price = 0;
  bool cancelled = false;

  /// What still counts.
  [[nodiscard]] Micro standing() const { return cancelled ? 0 : quantity - returned; }
  [[nodiscard]] domain::LineStatus status() const;

  bool operator==(const Line&) const = default;
};

/// An order as it stands since `changed`. Nobody's name or address is in it, nor may be.
struct Order {
  std::string id;
  MarketplaceId marketplace;
  std::string marketplace_key;
  SellerId merchant;
  std::string merchant_key;
  Instant ordered;
  /// When this version was made. Grows by a second at least with each version of an order, because counters tell
  /// versions apart by it: of an order that changes more than once a second it runs ahead of the clock.
  Instant changed;
  std::uint32_t version = 1;
  std::string currency;
  std::vector<Line> lines;
  std::uint64_t content = 0;  ///< a fingerprint of what was placed: the same again is recognised by it

  bool operator==(const Order&) const = default;
};

/// The units that stand, and what they cost.
struct Sum {
  Micro units = 0;
  Minor amount = 0;
};
Sum sum_of(const Order& order);

}  // namespace shelfcast::orders
