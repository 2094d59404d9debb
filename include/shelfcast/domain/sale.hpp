// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "shelfcast/base/ids.hpp"
#include "shelfcast/base/money.hpp"
#include "shelfcast/base/time.hpp"

#include <string>
#include <vector>

namespace shelfcast::domain {

enum class LineStatus : std::uint8_t { sold, cancelled, returned };

/// One line of an order as a source tells it, by the source's own ids. Its identity is (marketplace, order, line): the
/// higher `learnt` of two tellings wins, whichever came first.
struct SaleLine {
  std::string order;
  std::string line;
  std::string product;
  Instant happened;  ///< when it was ordered
  Instant learnt;    ///< when the source knew this version of it; also its version
  Micro quantity = 0;
  Minor line_total = 0;  ///< what was paid for it, after promotions
  LineStatus status = LineStatus::sold;

  bool operator==(const SaleLine&) const = default;
};

/// A validated line, ready to be counted: ids resolved, its day in the marketplace's time zone.
struct Sale {
  std::string order;
  std::string line;
  ProductId product;
  Day day;
  Instant learnt;
  Micro units = 0;  ///< 0 where it was cancelled or returned
  Minor amount = 0;

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
};

}  // namespace shelfcast::domain
