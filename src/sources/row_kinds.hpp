// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "sources/row.hpp"

#include <optional>

namespace shelfcast::sources {

/// What the rows of each table mean, told by a database or by its changes. A fault is the row's own (see Row::fault).
RawSeller read_seller(Row& row);
RawCategory read_category(Row& row);
RawProduct read_product(Row& row);
RawPrice read_price(Row& row);
RawPromotion read_promotion(Row& row);
RawHoliday read_holiday(Row& row);
RawStock read_stock(Row& row);

/// What a transaction says about its lines.
struct Transaction {
  Moment happened;
  std::optional<Moment> updated;
  bool cancelled = false;
};
Transaction read_transaction(Row& row);

/// A line of a transaction; its texts are the row's. `place` is left to the caller.
RawLine read_line(Row& row, const Transaction& transaction);

}  // namespace shelfcast::sources
