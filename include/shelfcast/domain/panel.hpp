// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "shelfcast/domain/catalogue.hpp"
#include "shelfcast/domain/sale.hpp"

#include <map>
#include <string>
#include <vector>

namespace shelfcast::domain {

/// Days on which a product could not be bought: what it did not sell then says nothing of demand.
struct StockOut {
  Day first;
  Day until;  ///< back in stock; the day after the cut where it is not
};

/// One product's life as it was known at a moment: sales by day in ascending order (days without a sale left out),
/// the regular prices in force and planned, promotions past and planned.
struct PanelProduct {
  Product product;
  std::size_t category = 0;  ///< index into Panel::categories
  std::vector<DailySales> sales;
  std::vector<Price> prices;              ///< ascending by `from`
  std::vector<Promotion> promotions;      ///< ascending by `first`
  std::vector<StockOut> stock_outs = {};  ///< ascending, up to the cut; none where the source tells no stock
};

/// Everything known of a marketplace at `known_at`: what models learn from and predict from. Products are sorted by id,
/// categories (those that hold products themselves) by id. Immutable once built.
struct Panel {
  Marketplace marketplace;
  Instant known_at;
  Day first;  ///< the first day that `sales` may speak of
  Day cut;    ///< the last day known in full; nothing after it is in `sales`
  std::vector<Category> categories;
  std::vector<PanelProduct> products;
  std::vector<Holiday> holidays;          ///< ascending by day; past and planned
  std::vector<MonthOfSales> months = {};  ///< that began before `first`, ascending by category and day
};

/// The moment at which a day had become known in full: the panel's own, moved back by the days between.
Instant known_after(const Panel& panel, Day origin);

/// The other way round: the last day that was known in full at a moment.
Day last_day_known(const Panel& panel, Instant moment);

/// Whether a product first sold less than eight weeks before the end of a day, or had not sold by then.
bool is_young(const PanelProduct& product, Day origin);

}  // namespace shelfcast::domain
