// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "shelfcast/base/ids.hpp"
#include "shelfcast/base/money.hpp"
#include "shelfcast/base/time.hpp"

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace shelfcast::domain {

/// What came of a line. `taken_back` is a return that names no sale: its quantity is below zero, and counts on its own
/// day.
enum class LineStatus : std::uint8_t { sold, cancelled, returned, taken_back };

/// The second of a sale whose source knows only its day.
inline constexpr std::int32_t kNoTime = -1;

/// A validated line of an order, ready to be counted: its product's id resolved, its day in the marketplace's time
/// zone. Its identity is (marketplace, order, line): the higher `learnt` of two tellings wins, whichever came first.
struct Sale {
  std::string_view order;  ///< into the bytes it was read from: who keeps a sale keeps those
  std::string_view line;
  ProductId product;
  Day day;
  Instant learnt;   ///< when the source knew this version of it; also its version
  Micro units = 0;  ///< 0 where it was cancelled or returned
  Minor amount = 0;
  std::int32_t second = kNoTime;  ///< since the day's midnight in the marketplace's zone

  bool operator==(const Sale&) const = default;
};

/// Units and money of one product on one day. Days without sales are left out of a series.
struct DailySales {
  Day day;
  Micro units = 0;
  Minor amount = 0;

  bool operator==(const DailySales&) const = default;
};

/// A row that could not be accepted: where it stood, why not, and the row itself.
struct DeadLetter {
  std::string source;    ///< the file or system
  std::string position;  ///< "row 17"
  std::string code;      ///< a stable word: `negative_price`, `unknown_product`, ...
  std::string reason;    ///< a sentence
  std::string row;
  Instant at;
  std::string payload = {};    ///< what is queued when the row is tried again; empty where it could not even be read
  std::string waits_for = {};  ///< the key of a product: when it appears, the row is tried again by itself
};

}  // namespace shelfcast::domain
