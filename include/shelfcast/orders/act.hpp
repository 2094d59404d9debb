// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "shelfcast/base/result.hpp"
#include "shelfcast/orders/order.hpp"

#include <cstdint>
#include <expected>
#include <optional>
#include <string>
#include <vector>

namespace shelfcast::orders {

/// One thing that is wrong with an act. Any number of them may be.
struct Complaint {
  std::string pointer;  ///< "/items/0/quantity"
  std::string code;     ///< a stable word
  std::string message;  ///< a sentence
};

/// An id as the caller wrote it: a number means our own id before the source's key, a text the other way round.
struct OutsideId {
  std::string text;
  bool is_number = false;
};

/// A line as an act names it. What is not given stands in nullopt.
struct Item {
  std::optional<std::string> line;
  std::optional<OutsideId> product;
  std::optional<Micro> quantity;
  std::optional<Minor> unit_price;
};

/// What may be done with orders. Without items, a cancellation or a return is of everything that still stands.
enum class Kind : std::uint8_t { place, cancel, take_back, correct };

/// Something that is asked for, not yet judged.
struct Act {
  Kind kind = Kind::place;
  std::string order;                    ///< empty where one is placed: an id is made
  std::optional<OutsideId> merchant;    ///< who sells; where an order is placed
  std::optional<std::string> market;    ///< the marketplace's key; else the merchant's, or where the order is
  std::optional<Instant> ordered;       ///< where an order is placed
  std::optional<std::string> currency;  ///< where an order is placed
  std::vector<Item> items;
  std::vector<Complaint> complaints;  ///< what is wrong already: with these it is judged, and refused
  std::string idempotency_key;        ///< empty: none
  std::uint64_t digest = 0;           ///< of everything that was asked; only looked at beside the key
};

/// The order as the act left it.
struct Accepted {
  Order order;
  bool created = false;  ///< placed now, or by the earlier act under the same idempotency key
};

/// `rejected` - complaints say what is wrong with the act; `conflict` - the order is in a state that forbids it;
/// `not_found` - there is no such order; `invalid` - the idempotency key was used for something else;
/// `unavailable` - nothing was changed, try again.
struct Refusal {
  Code code = Code::rejected;
  std::string sentence;
  std::vector<Complaint> complaints = {};
};

using Outcome = std::expected<Accepted, Refusal>;

}  // namespace shelfcast::orders
