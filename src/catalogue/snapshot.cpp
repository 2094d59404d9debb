// SPDX-License-Identifier: Apache-2.0
#include "catalogue/rows.hpp"
#include "catalogue/things.hpp"
#include "shelfcast/catalogue/catalogue.hpp"

#include <algorithm>

namespace shelfcast::catalogue {
namespace {

using storage::Database;
using storage::Statement;

// ?1 is the marketplace, ?2 the moment. The version in force: the last learnt by then, else the first ever learnt,
// which is taken to hold since the thing's creation.
constexpr std::string_view kSellers =
    "SELECT t.id, t.key, coalesce(v.name, t.key), coalesce(v.time_zone, ''), v.week_start FROM seller t LEFT JOIN "
    "seller_version v ON v.id = t.id AND v.learnt ="
    " coalesce((SELECT max(learnt) FROM seller_version WHERE id = t.id AND learnt <= ?2),"
    " (SELECT min(learnt) FROM seller_version WHERE id = t.id)) WHERE t.marketplace = ?1 ORDER BY t.id";
constexpr std::string_view kCategories =
    "SELECT t.id, t.key, coalesce(v.name, t.key), v.parent FROM category t LEFT JOIN category_version v ON v.id = t.id"
    " AND v.learnt = coalesce((SELECT max(learnt) FROM category_version WHERE id = t.id AND learnt <= ?2),"
    " (SELECT min(learnt) FROM category_version WHERE id = t.id)) WHERE t.marketplace = ?1 ORDER BY t.id";
// A product is known from its creation on, or from its first row where that announced it earlier. Read in the order of
// their ids: the index of keys would have them sorted, three times as slowly.
constexpr std::string_view kProducts =
    "SELECT t.id, t.key, v.name, v.category, v.seller, v.created, v.price, v.cost FROM product t NOT INDEXED JOIN"
    " product_version v"
    " ON v.id = t.id AND v.learnt ="
    " coalesce((SELECT max(learnt) FROM product_version WHERE id = t.id AND learnt <= ?2),"
    " (SELECT min(learnt) FROM product_version WHERE id = t.id))"
    " WHERE t.marketplace = ?1 AND (v.created <= ?2 OR v.learnt <= ?2) ORDER BY t.id";
constexpr std::string_view kPrices =
    "SELECT product, from_day, price, max(learnt) FROM price WHERE marketplace = ?1 AND learnt <= ?2"
    " GROUP BY product, from_day ORDER BY product, from_day";
constexpr std::string_view kPromotions =
    "SELECT product, first_day, last_day, discount, max(learnt) FROM promotion WHERE marketplace = ?1 AND learnt <= ?2"
    " GROUP BY product, first_day ORDER BY product, first_day";
constexpr std::string_view kHolidays =
    "SELECT day, name, learnt FROM holiday WHERE marketplace = ?1 AND learnt <= ?2 ORDER BY day, name";

constexpr std::string_view kStock =
    "SELECT product, from_day, in_stock, max(learnt), level FROM stock WHERE marketplace = ?1 AND learnt <= ?2"
    " GROUP BY product, from_day ORDER BY product, from_day";

constexpr std::string_view kMonths =
    "SELECT category, first_day, units, max(learnt) FROM month_of_sales WHERE marketplace = ?1 AND learnt <= ?2"
    " GROUP BY category, first_day ORDER BY category, first_day";

domain::Seller seller_in(const Statement& row) {
  domain::Seller seller{id_in<SellerId>(row, 0), row.text(1), row.text(2), row.text(3), std::nullopt};
  if (!row.is_null(4)) seller.week_start = static_cast<int>(row.integer(4));
  return seller;
}

domain::Category category_in(const Statement& row) {
  domain::Category category{id_in<CategoryId>(row, 0), row.text(1), row.text(2), std::nullopt};
  if (!row.is_null(3)) category.parent = id_in<CategoryId>(row, 3);
  return category;
}

domain::Product product_in(const Statement& row, const TimeZone& zone) {
  return {.id = id_in<ProductId>(row, 0),
          .key = row.text(1),
          .name = row.text(2),
          .category = id_in<CategoryId>(row, 3),
          .seller = id_in<SellerId>(row, 4),
          .on_sale_since = zone.local_day({row.integer(5)}),
          .price = row.integer(6),
          .cost = told_in(row, 7)};
}

domain::Price price_in(const Statement& row) {
  return {id_in<ProductId>(row, 0), day_in(row, 1), row.integer(2), {row.integer(3)}};
}

domain::MonthOfSales month_in(const Statement& row) {
  return {id_in<CategoryId>(row, 0), day_in(row, 1), row.integer(2), {row.integer(3)}};
}

/// Reads the lists of one snapshot one after the other; after the first failure it reads nothing more.
class SnapshotReader {
 public:
  SnapshotReader(Database& database, MarketplaceId marketplace, Instant moment)
      : database_(database), marketplace_(marketplace), moment_(moment) {}

  template <class Thing, class Read>
  void read(std::vector<Thing>& into, std::string_view sql, Read&& thing_in) {
    if (!outcome_) return;
    auto rows = database_.prepare(sql);
    if (!rows) {
      outcome_ = std::unexpected(rows.error());
      return;
    }
    rows->bind(number(marketplace_)).bind(number(moment_));
    outcome_ = for_each_row(*rows, [&](const Statement& row) { into.push_back(thing_in(row)); });
  }

  [[nodiscard]] const Result<void>& outcome() const { return outcome_; }

 private:
  Database& database_;
  MarketplaceId marketplace_;
  Instant moment_;
  Result<void> outcome_;
};

struct Asked {
  MarketplaceId marketplace;
  Instant moment;
};

template <class Thing, class Read>
Result<std::vector<Thing>> read_list(Database& database, const Asked& asked, std::string_view sql, const Read& read) {
  std::vector<Thing> things;
  const auto done = database.read([&](Database& db) {
    SnapshotReader reader(db, asked.marketplace, asked.moment);
    reader.read(things, sql, read);
    return reader.outcome();
  });
  if (!done) return std::unexpected(done.error());
  return things;
}

}  // namespace

Result<Snapshot> Catalogue::as_known_at(MarketplaceId marketplace, Instant moment) const {
  Snapshot snapshot;
  const auto all = marketplaces();
  if (!all) return std::unexpected(all.error());
  const auto found = std::ranges::find(*all, marketplace, &domain::Marketplace::id);
  if (found == all->end()) return fail(Code::not_found, "", "there is no such marketplace");
  snapshot.marketplace = *found;
  const auto zone = TimeZone::find(found->time_zone);
  if (!zone) return std::unexpected(zone.error());
  const auto done = database_.read([&](Database& db) {
    SnapshotReader reader(db, marketplace, moment);
    reader.read(snapshot.sellers, kSellers, seller_in);
    reader.read(snapshot.categories, kCategories, category_in);
    reader.read(snapshot.products, kProducts, [&](const Statement& row) { return product_in(row, *zone); });
    reader.read(snapshot.prices, kPrices, price_in);
    reader.read(snapshot.promotions, kPromotions, promotion_in);
    reader.read(snapshot.holidays, kHolidays, holiday_in);
    return reader.outcome();
  });
  if (!done) return std::unexpected(done.error());
  return snapshot;
}

Result<std::vector<domain::StockState>> Catalogue::stock(MarketplaceId marketplace, Instant moment) const {
  return read_list<domain::StockState>(database_, {marketplace, moment}, kStock, stock_in);
}

Result<std::vector<domain::MonthOfSales>> Catalogue::months(MarketplaceId marketplace, Instant moment) const {
  return read_list<domain::MonthOfSales>(database_, {marketplace, moment}, kMonths, month_in);
}

Result<std::vector<std::optional<ProductId>>> Catalogue::product_ids(MarketplaceId marketplace,
                                                                     std::span<const std::string_view> keys) const {
  std::vector<std::optional<ProductId>> ids(keys.size());
  const auto done = database_.read([&](Database& db) -> Result<void> {
    auto row = db.prepare("SELECT id FROM product WHERE marketplace = ? AND key = ?");
    if (!row) return std::unexpected(row.error());
    for (std::size_t i = 0; i < keys.size(); ++i) {
      const auto found = row->bind(number(marketplace)).bind(keys[i]).step();
      if (!found) return std::unexpected(found.error());
      if (*found) ids[i] = id_in<ProductId>(*row, 0);
      row->reset();
    }
    return {};
  });
  if (!done) return std::unexpected(done.error());
  return ids;
}

Result<std::vector<Catalogue::ProductKey>> Catalogue::product_keys(MarketplaceId marketplace) const {
  std::vector<ProductKey> keys;
  const auto done = database_.read([&](Database& db) -> Result<void> {
    auto rows = db.prepare("SELECT key, id FROM product WHERE marketplace = ? ORDER BY id");
    if (!rows) return std::unexpected(rows.error());
    rows->bind(number(marketplace));
    return for_each_row(*rows, [&](const Statement& row) { keys.push_back({row.text(0), id_in<ProductId>(row, 1)}); });
  });
  if (!done) return std::unexpected(done.error());
  return keys;
}

}  // namespace shelfcast::catalogue
