// SPDX-License-Identifier: Apache-2.0
#include "sources/postgres/catalogue_tables.hpp"

#include "sources/marketplace_settings.hpp"
#include "sources/row_kinds.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

namespace shelfcast::sources {
namespace {

constexpr std::size_t kRowsAtOnce = 10'000;

/// From when on rows of a table may be new: where that is known.
std::optional<Instant> since(const CatalogueTelling& telling, const DatabaseTable& table) {
  const auto newest = telling.before.newest.find(table.schema->name);
  if (!table.has_watermark() || newest == telling.before.newest.end()) return std::nullopt;
  return newest->second - telling.overlap.count();
}

std::string is_new(std::string_view alias, Instant since) {
  return fmt::format("({0}.updated_at >= TIMESTAMPTZ '{1}' OR {0}.updated_at IS NULL)", alias, format_instant(since));
}

/// Rows about products are worth telling again when their product is: it may have been unknown.
Result<std::string> news_condition(Connection& connection, const CatalogueTelling& telling,
                                   const DatabaseTable& table) {
  const auto from = since(telling, table);
  if (!from) return std::string("TRUE");
  const bool about_products =
      table.schema == &kPriceHistory || table.schema == &kPromotions || table.schema == &kStockLevels;
  if (!about_products) return is_new("t", *from);
  std::vector<std::string> told_already;
  const auto products = need_table(connection, kProducts, told_already);
  if (!products) return std::unexpected(products.error());
  const auto products_from = since(telling, *products);
  if (!products_from) return std::string("TRUE");
  return fmt::format("({} OR t.product_id IN (SELECT p.product_id FROM products p WHERE {}))", is_new("t", *from),
                     is_new("p", *products_from));
}

void notice(const CatalogueTelling& telling, const Schema& schema, const std::optional<Moment>& updated) {
  if (!updated) return;
  const auto* day = std::get_if<Day>(&*updated);
  const Instant at = day != nullptr ? Instant{day->number * kDaySeconds} : std::get<Instant>(*updated);
  Instant& newest = telling.position.newest[std::string(schema.name)];
  newest = std::max(newest, std::min(at, telling.now));
}

Result<void> reject(const CatalogueTelling& telling, const std::string& place, std::uint64_t number, const Row& row) {
  return telling.sink.reject({.source = place,
                              .position = fmt::format("row {}", number),
                              .code = std::string(row.fault()->code),
                              .reason = row.fault()->reason,
                              .row = row.to_keep(),
                              .at = {}});
}

/// Streams the news of a table, hands its rows over some thousand at a time.
template <class Kind, Kind (*read)(Row&), const Schema& schema>
Result<void> tell_rows(Connection& connection, const CatalogueTelling& telling) {
  const auto table = find_table(connection, schema, telling.warnings);
  if (!table) return std::unexpected(table.error());
  if (!*table)
    return &schema == &kProducts ? fail(Code::rejected, connection.place(), "has no table 'products'") : Result<void>();
  const auto condition = news_condition(connection, telling, **table);
  if (!condition) return std::unexpected(condition.error());
  const auto mine = (*table)->has("marketplace_id") == DatabaseTable::Has::nothing
                        ? "TRUE"
                        : fmt::format("t.marketplace_id = {}", connection.quoted(telling.marketplace));

  std::vector<Kind> rows;
  const auto hand_over = [&]() -> Result<void> {
    return rows.empty() ? Result<void>() : telling.sink.catalogue((*table)->place, std::exchange(rows, {}));
  };
  const auto take = [&](Connection::Cells cells) -> Result<void> {
    Row row(schema, cells);
    Kind kind = read(row);
    notice(telling, schema, kind.updated);
    if (row.fault()) return reject(telling, (*table)->place, kind.row, row);
    rows.push_back(std::move(kind));
    return rows.size() < kRowsAtOnce ? Result<void>() : hand_over();
  };
  const auto query =
      fmt::format("SELECT {} FROM {} t WHERE {} AND {}", select_list(**table, "t"), schema.name, mine, *condition);
  if (auto copied = connection.copy(query, take); !copied) return copied;
  return hand_over();
}

domain::Marketplace defaults(const CatalogueTelling& telling, const std::string& place) {
  domain::Marketplace marketplace;
  marketplace.key = marketplace.name = telling.marketplace;
  telling.warnings.push_back(
      fmt::format("{}: has no table 'marketplaces': '{}' is taken to count days in {} and money "
                  "in {}",
                  place, marketplace.key, marketplace.time_zone, marketplace.currency));
  return marketplace;
}

Result<domain::Marketplace> described(Connection& connection, const CatalogueTelling& telling,
                                      const DatabaseTable& table) {
  std::string others;
  std::optional<Result<domain::Marketplace>> mine;
  const auto take = [&](Connection::Cells cells) -> Result<void> {
    const Row row(kMarketplaces, cells);
    const auto key = row.text(row.at("marketplace_id"));
    if (key == telling.marketplace) {
      mine =
          read_settings(std::string(key), table.place, [&](std::string_view name) { return row.text(row.at(name)); });
    }
    others += fmt::format("{}{}", others.empty() ? "" : ", ", key);
    return {};
  };
  const auto query = fmt::format("SELECT {} FROM marketplaces t ORDER BY 1", select_list(table, "t"));
  if (auto copied = connection.copy(query, take); !copied) return std::unexpected(copied.error());
  if (mine) return *mine;
  return fail(Code::rejected, table.place,
              fmt::format("does not describe a marketplace '{}'; it describes: {}", telling.marketplace,
                          others.empty() ? "none" : others));
}

}  // namespace

const std::vector<CatalogueTable> kCatalogueTables = {
    {Database::warehouse, tell_rows<RawSeller, read_seller, kSellers>},
    {Database::categories, tell_rows<RawCategory, read_category, kCategories>},
    {Database::products, tell_rows<RawProduct, read_product, kProducts>},
    {Database::products, tell_rows<RawPrice, read_price, kPriceHistory>},
    {Database::products, tell_rows<RawPromotion, read_promotion, kPromotions>},
    {Database::warehouse, tell_rows<RawHoliday, read_holiday, kHolidays>},
    {Database::products, tell_rows<RawStock, read_stock, kStockLevels>},
};

Result<domain::Marketplace> tell_marketplace(Connection& connection, const CatalogueTelling& telling) {
  const auto table = find_table(connection, kMarketplaces, telling.warnings);
  if (!table) return std::unexpected(table.error());
  auto marketplace = *table ? described(connection, telling, **table)
                            : Result<domain::Marketplace>(defaults(telling, connection.place()));
  if (!marketplace) return marketplace;
  if (auto told = telling.sink.marketplace(*marketplace); !told) return std::unexpected(told.error());
  return marketplace;
}

}  // namespace shelfcast::sources
