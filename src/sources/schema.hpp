// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <span>
#include <string_view>

namespace shelfcast::sources {

enum class Need : unsigned char { optional, required, personal };  // personal: optional, and never kept anywhere

struct Column {
  std::string_view name;
  Need need = Need::optional;
};

/// The columns of one kind of file. The README of this room explains them; this table is what is read.
struct Schema {
  std::string_view name;
  std::span<const Column> columns;
  bool is_foreign = false;  ///< what else its files hold is nobody's mistake
};

extern const Schema kMarketplaces;
extern const Schema kSellers;
extern const Schema kCategories;
extern const Schema kProducts;
extern const Schema kPriceHistory;
extern const Schema kPromotions;
extern const Schema kHolidays;
extern const Schema kStockLevels;
extern const Schema kTransactions;
extern const Schema kTransactionProducts;

}  // namespace shelfcast::sources
