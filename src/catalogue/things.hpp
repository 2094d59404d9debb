// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "catalogue/rows.hpp"
#include "shelfcast/domain/catalogue.hpp"

#include <optional>

namespace shelfcast::catalogue {

inline std::optional<std::int64_t> told_in(const storage::Statement& row, int column) {
  return row.is_null(column) ? std::nullopt : std::optional(row.integer(column));
}

/// Of product, first_day, last_day, discount, learnt.
inline domain::Promotion promotion_in(const storage::Statement& row) {
  return {id_in<ProductId>(row, 0), day_in(row, 1), day_in(row, 2), row.real(3), {row.integer(4)}};
}

/// Of day, name, learnt.
inline domain::Holiday holiday_in(const storage::Statement& row) {
  return {day_in(row, 0), row.text(1), {row.integer(2)}};
}

/// Of product, from_day, in_stock, learnt, level.
inline domain::StockState stock_in(const storage::Statement& row) {
  return {id_in<ProductId>(row, 0), day_in(row, 1), row.integer(2) != 0, {row.integer(3)}, told_in(row, 4)};
}

}  // namespace shelfcast::catalogue
