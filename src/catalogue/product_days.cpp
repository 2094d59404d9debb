// SPDX-License-Identifier: Apache-2.0
#include "catalogue/things.hpp"
#include "shelfcast/catalogue/catalogue.hpp"

namespace shelfcast::catalogue {
namespace {

using storage::Database;
using storage::Statement;

// ?1 is the marketplace, ?2 the moment, ?3 the product. Of each day the version that was learnt last.
constexpr std::string_view kPromotions =
    "SELECT product, first_day, last_day, discount, max(learnt) FROM promotion"
    " WHERE marketplace = ?1 AND learnt <= ?2 AND product = ?3 GROUP BY first_day ORDER BY first_day";
constexpr std::string_view kStock =
    "SELECT product, from_day, in_stock, max(learnt), level FROM stock"
    " WHERE marketplace = ?1 AND learnt <= ?2 AND product = ?3 GROUP BY from_day ORDER BY from_day";
constexpr std::string_view kHolidays =
    "SELECT day, name, learnt FROM holiday WHERE marketplace = ?1 AND learnt <= ?2 ORDER BY day, name";

template <class Thing>
Result<void> read_into(std::vector<Thing>& things, Statement& rows, Thing (*thing_in)(const Statement&)) {
  return for_each_row(rows, [&](const Statement& row) { things.push_back(thing_in(row)); });
}

}  // namespace

Result<ProductDays> Catalogue::days_of(MarketplaceId marketplace, ProductId product, Instant moment) const {
  ProductDays days;
  const auto done = database_.read([&](Database& db) -> Result<void> {
    auto promotions = db.prepare(kPromotions);
    if (!promotions) return std::unexpected(promotions.error());
    promotions->bind(number(marketplace)).bind(number(moment)).bind(number(product));
    if (auto read = read_into(days.promotions, *promotions, promotion_in); !read) return read;
    auto stock = db.prepare(kStock);
    if (!stock) return std::unexpected(stock.error());
    stock->bind(number(marketplace)).bind(number(moment)).bind(number(product));
    if (auto read = read_into(days.stock, *stock, stock_in); !read) return read;
    auto holidays = db.prepare(kHolidays);
    if (!holidays) return std::unexpected(holidays.error());
    holidays->bind(number(marketplace)).bind(number(moment));
    return read_into(days.holidays, *holidays, holiday_in);
  });
  if (!done) return std::unexpected(done.error());
  return days;
}

}  // namespace shelfcast::catalogue
