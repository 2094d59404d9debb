// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "shelfcast/base/money.hpp"
#include "shelfcast/base/time.hpp"

#include <array>
#include <cstddef>
#include <cstdint>
#include <span>

namespace shelfcast::sources::simulator {

/// Units of a product that one customer bought on some day.
struct Purchase {
  std::uint32_t product;  ///< place in Assortment::products
  std::uint32_t quantity;
};

/// What of a line's row cannot be read.
enum class Spoilt : std::uint8_t { nothing, quantity, prices };

struct OrderLine {
  std::uint64_t id;
  std::uint32_t product_id;
  std::uint32_t quantity;
  Minor unit_price;
  bool returned;
  Instant updated;
  Spoilt spoilt = Spoilt::nothing;
};

struct Order {
  static constexpr std::size_t kMostLines = 6;

  std::uint64_t id;
  std::uint64_t customer_id;
  Instant at;
  Instant updated;
  bool cancelled;
  std::size_t line_count;
  std::array<OrderLine, kMostLines> line_store;

  [[nodiscard]] std::span<OrderLine> lines() { return std::span(line_store).first(line_count); }
  [[nodiscard]] std::span<const OrderLine> lines() const { return std::span(line_store).first(line_count); }
};

}  // namespace shelfcast::sources::simulator
