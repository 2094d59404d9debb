// SPDX-License-Identifier: Apache-2.0
// Every row is a version of a thing, keyed by when it was learnt: told again, it is there already and changes nothing.
#include "catalogue/identities.hpp"
#include "catalogue/rows.hpp"
#include "shelfcast/catalogue/catalogue.hpp"

namespace shelfcast::catalogue {
namespace {

using storage::Database;
using storage::Statement;

/// Runs `sql` once for each row, bound by `bind`, which may fail: then nothing of the call stays.
template <class Rows, class Bind>
Result<void> run_for_each(Database& database, std::string_view sql, const Rows& rows, Bind&& bind) {
  auto statement = database.prepare(sql);
  if (!statement) return std::unexpected(statement.error());
  for (const auto& row : rows) {
    if (auto bound = bind(*statement, row); !bound) return bound;
    if (auto done = run(*statement); !done) return done;
  }
  return {};
}

Result<void> bind_id(Statement& statement, Identities& identities, const std::string& key) {
  const auto id = identities.id_of(key);
  if (!id) return std::unexpected(id.error());
  statement.bind(std::int64_t{*id});
  return {};
}

void bind_if_told(Statement& statement, const std::optional<std::int64_t>& number) {
  number ? statement.bind(*number) : statement.bind_null();
}

Result<void> bind_parent(Statement& statement, Identities& categories, const std::string& key) {
  if (!key.empty()) return bind_id(statement, categories, key);
  statement.bind_null();
  return {};
}

}  // namespace

Result<void> Catalogue::write(std::string_view stop_point,
                              const std::function<Result<void>(storage::Database&)>& work) {
  auto written = database_.write(stop_point, work);
  ++edition_;  // after it, so that whoever reads because of it reads what is new
  return written;
}

Result<void> Catalogue::record_sellers(MarketplaceId marketplace, std::span<const SellerRow> rows) {
  return write("sellers", [&](Database& db) -> Result<void> {
    auto sellers = Identities::read(db, "seller", marketplace);
    if (!sellers) return std::unexpected(sellers.error());
    const auto bind = [&](Statement& statement, const SellerRow& row) -> Result<void> {
      if (auto bound = bind_id(statement, *sellers, row.key); !bound) return bound;
      statement.bind(number(row.learnt)).bind(row.name).bind(row.time_zone);
      row.week_start ? statement.bind(std::int64_t{*row.week_start}) : statement.bind_null();
      return {};
    };
    return run_for_each(db,
                        "INSERT INTO seller_version (id, learnt, name, time_zone, week_start) VALUES (?, ?, ?, ?, ?) "
                        "ON CONFLICT DO NOTHING",
                        rows, bind);
  });
}

Result<void> Catalogue::record_categories(MarketplaceId marketplace, std::span<const CategoryRow> rows) {
  return write("categories", [&](Database& db) -> Result<void> {
    auto categories = Identities::read(db, "category", marketplace);
    if (!categories) return std::unexpected(categories.error());
    const auto bind = [&](Statement& statement, const CategoryRow& row) -> Result<void> {
      if (auto bound = bind_id(statement, *categories, row.key); !bound) return bound;
      statement.bind(number(row.learnt)).bind(row.name);
      return bind_parent(statement, *categories, row.parent_key);
    };
    return run_for_each(
        db, "INSERT INTO category_version (id, learnt, name, parent) VALUES (?, ?, ?, ?) ON CONFLICT DO NOTHING", rows,
        bind);
  });
}

Result<void> Catalogue::record_products(MarketplaceId marketplace, std::span<const ProductRow> rows) {
  return write("products", [&](Database& db) -> Result<void> {
    auto products = Identities::read(db, "product", marketplace);
    if (!products) return std::unexpected(products.error());
    auto categories = Identities::read(db, "category", marketplace);
    if (!categories) return std::unexpected(categories.error());
    auto sellers = Identities::read(db, "seller", marketplace);
    if (!sellers) return std::unexpected(sellers.error());
    const auto bind = [&](Statement& statement, const ProductRow& row) -> Result<void> {
      if (auto bound = bind_id(statement, *products, row.key); !bound) return bound;
      statement.bind(number(row.learnt)).bind(row.name);
      if (auto bound = bind_id(statement, *categories, row.category_key); !bound) return bound;
      if (auto bound = bind_id(statement, *sellers, row.seller_key); !bound) return bound;
      statement.bind(row.price).bind(number(row.created));
      bind_if_told(statement, row.cost);
      return {};
    };
    return run_for_each(db,
                        "INSERT INTO product_version (id, learnt, name, category, seller, price, created, cost) "
                        "VALUES (?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT DO NOTHING",
                        rows, bind);
  });
}

Result<void> Catalogue::record_prices(MarketplaceId marketplace, std::span<const domain::Price> rows) {
  return write("prices", [&](Database& db) {
    const auto bind = [&](Statement& statement, const domain::Price& row) -> Result<void> {
      statement.bind(number(marketplace)).bind(number(row.product)).bind(number(row.from));
      statement.bind(number(row.learnt)).bind(row.price);
      return {};
    };
    return run_for_each(db,
                        "INSERT INTO price (marketplace, product, from_day, learnt, price) VALUES (?, ?, ?, ?, ?) ON "
                        "CONFLICT DO NOTHING",
                        rows, bind);
  });
}

Result<void> Catalogue::record_promotions(MarketplaceId marketplace, std::span<const domain::Promotion> rows) {
  return write("promotions", [&](Database& db) {
    const auto bind = [&](Statement& statement, const domain::Promotion& row) -> Result<void> {
      statement.bind(number(marketplace)).bind(number(row.product)).bind(number(row.first));
      statement.bind(number(row.learnt)).bind(number(row.last)).bind(row.discount);
      return {};
    };
    return run_for_each(db,
                        "INSERT INTO promotion (marketplace, product, first_day, learnt, last_day, discount) VALUES "
                        "(?, ?, ?, ?, ?, ?) ON CONFLICT DO NOTHING",
                        rows, bind);
  });
}

Result<void> Catalogue::record_stock(MarketplaceId marketplace, std::span<const domain::StockState> rows) {
  return write("stock", [&](Database& db) {
    const auto bind = [&](Statement& statement, const domain::StockState& row) -> Result<void> {
      statement.bind(number(marketplace)).bind(number(row.product)).bind(number(row.from));
      statement.bind(number(row.learnt)).bind(std::int64_t{row.in_stock ? 1 : 0});
      bind_if_told(statement, row.level);
      return {};
    };
    return run_for_each(
        db,
        "INSERT INTO stock (marketplace, product, from_day, learnt, in_stock, level) VALUES (?, ?, ?, ?, ?, "
        "?) ON CONFLICT DO NOTHING",
        rows, bind);
  });
}

Result<void> Catalogue::record_months(MarketplaceId marketplace, std::span<const MonthRow> rows) {
  return write("months", [&](Database& db) {
    const auto bind = [&](Statement& statement, const MonthRow& row) -> Result<void> {
      statement.bind(number(row.first)).bind(number(row.learnt)).bind(row.units);
      statement.bind(number(marketplace)).bind(row.category_key);
      return {};
    };
    return run_for_each(db,
                        "INSERT INTO month_of_sales (marketplace, category, first_day, learnt, units) SELECT "
                        "marketplace, id, ?, ?, ? FROM category WHERE marketplace = ? AND key = ? ON CONFLICT DO "
                        "NOTHING",
                        rows, bind);
  });
}

Result<void> Catalogue::record_holidays(MarketplaceId marketplace, std::span<const domain::Holiday> rows) {
  return write("holidays", [&](Database& db) {
    const auto bind = [&](Statement& statement, const domain::Holiday& row) -> Result<void> {
      statement.bind(number(marketplace)).bind(number(row.day)).bind(row.name).bind(number(row.learnt));
      return {};
    };
    return run_for_each(db,
                        "INSERT INTO holiday (marketplace, day, name, learnt) VALUES (?, ?, ?, ?) ON CONFLICT DO "
                        "UPDATE SET learnt = min(learnt, excluded.learnt)",
                        rows, bind);
  });
}

}  // namespace shelfcast::catalogue
