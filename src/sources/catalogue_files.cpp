// SPDX-License-Identifier: Apache-2.0
#include "sources/catalogue_files.hpp"

#include <fmt/format.h>

#include <utility>

namespace shelfcast::sources {
namespace {

constexpr std::size_t kRowsAtOnce = 10'000;

/// Reads a whole file, hands its rows over some thousand at a time. `read_row` reads the cells of one row.
template <class Row, class Columns>
Result<void> read_rows(const Reading& reading, TableFile of_file, const Schema& schema,
                       Row (*read_row)(Table&, const Columns&)) {
  const std::string file = of_file.name;
  auto table = Table::open(reading, schema, std::move(of_file));
  if (!table) return std::unexpected(table.error());
  const Columns columns(*table);
  const At marketplace = table->column("marketplace_id");

  std::vector<Row> rows;
  const auto hand_over = [&]() -> Result<void> {
    return rows.empty() ? Result<void>() : reading.sink.catalogue(file, std::exchange(rows, {}));
  };
  while (true) {
    const auto more = table->next();
    if (!more) return std::unexpected(more.error());
    if (!*more) return hand_over();
    if (table->text(marketplace) != reading.marketplace) continue;
    Row row = read_row(*table, columns);
    row.row = table->place().row;
    const auto complete = table->complete();
    if (!complete) return std::unexpected(complete.error());
    if (*complete) rows.push_back(std::move(row));
    if (rows.size() < kRowsAtOnce) continue;
    if (const auto told = hand_over(); !told) return told;
  }
}

std::string name_or_key(std::string_view name, std::string_view key) {
  return std::string(name.empty() ? key : name);
}

struct SellerColumns {
  explicit SellerColumns(const Table& table)
      : id(table.column("seller_id")),
        name(table.column("name")),
        updated(table.column("updated_at")),
        time_zone(table.column("time_zone")),
        week_start(table.column("week_start")) {}
  At id, name, updated, time_zone, week_start;
};

RawSeller read_seller(Table& table, const SellerColumns& at) {
  const auto key = table.key(at.id);
  return {.row = 0,
          .key = std::string(key),
          .name = name_or_key(table.text(at.name), key),
          .updated = table.moment_if_given(at.updated),
          .time_zone = std::string(table.text(at.time_zone)),
          .week_start = std::string(table.text(at.week_start))};
}

struct CategoryColumns {
  explicit CategoryColumns(const Table& table)
      : id(table.column("category_id")),
        name(table.column("name")),
        parent(table.column("parent_category_id")),
        updated(table.column("updated_at")) {}
  At id, name, parent, updated;
};

RawCategory read_category(Table& table, const CategoryColumns& at) {
  const auto key = table.key(at.id);
  return {.row = 0,
          .key = std::string(key),
          .name = name_or_key(table.text(at.name), key),
          .parent_key = std::string(table.text(at.parent)),
          .updated = table.moment_if_given(at.updated)};
}

struct ProductColumns {
  explicit ProductColumns(const Table& table)
      : id(table.column("product_id")),
        name(table.column("name")),
        category(table.column("category_id")),
        seller(table.column("seller_id")),
        price(table.column("current_price")),
        cost(table.column("unit_cost")),
        created(table.column("created_at")),
        updated(table.column("updated_at")) {}
  At id, name, category, seller, price, cost, created, updated;
};

Minor read_price_cell(Table& table, At at) {
  const Minor price = table.minor(at);
  if (price < 0) table.spoil("negative_price", fmt::format("the price {} is negative", format_minor(price)));
  return price;
}

RawProduct read_product(Table& table, const ProductColumns& at) {
  const auto key = table.key(at.id);
  return {.row = 0,
          .key = std::string(key),
          .name = name_or_key(table.text(at.name), key),
          .category_key = std::string(table.key(at.category)),
          .seller_key = std::string(table.text(at.seller)),
          .price = read_price_cell(table, at.price),
          .created = table.moment_if_given(at.created),
          .updated = table.moment_if_given(at.updated),
          .cost = table.minor_if_given(at.cost)};
}

struct PriceColumns {
  explicit PriceColumns(const Table& table)
      : product(table.column("product_id")),
        from(table.column("valid_from")),
        price(table.column("price")),
        updated(table.column("updated_at")) {}
  At product, from, price, updated;
};

RawPrice read_price(Table& table, const PriceColumns& at) {
  return {.row = 0,
          .product_key = std::string(table.key(at.product)),
          .from = table.moment(at.from),
          .price = read_price_cell(table, at.price),
          .updated = table.moment_if_given(at.updated)};
}

struct PromotionColumns {
  explicit PromotionColumns(const Table& table)
      : product(table.column("product_id")),
        first(table.column("start_date")),
        last(table.column("end_date")),
        discount(table.column("discount")),
        updated(table.column("updated_at")) {}
  At product, first, last, discount, updated;
};

RawPromotion read_promotion(Table& table, const PromotionColumns& at) {
  const Micro discount = table.micro(at.discount);
  if (discount < 0 || discount > kMicro)
    table.spoil("bad_number", "the discount must be between 0 and 1 (0.2 = 20 % off)");
  return {.row = 0,
          .product_key = std::string(table.key(at.product)),
          .first = table.moment(at.first),
          .last = table.moment(at.last),
          .discount = from_micro(discount),
          .updated = table.moment_if_given(at.updated)};
}

struct HolidayColumns {
  explicit HolidayColumns(const Table& table)
      : day(table.column("date")), name(table.column("name")), updated(table.column("updated_at")) {}
  At day, name, updated;
};

RawHoliday read_holiday(Table& table, const HolidayColumns& at) {
  return {.row = 0,
          .day = table.day(at.day),
          .name = std::string(table.key(at.name)),
          .updated = table.moment_if_given(at.updated)};
}

struct StockColumns {
  explicit StockColumns(const Table& table)
      : product(table.column("product_id")),
        from(table.column("date")),
        level(table.column("level")),
        updated(table.column("updated_at")) {}
  At product, from, level, updated;
};

RawStock read_stock(Table& table, const StockColumns& at) {
  const Micro level = table.micro(at.level);
  return {.row = 0,
          .product_key = std::string(table.key(at.product)),
          .from = table.moment(at.from),
          .in_stock = level > 0,
          .updated = table.moment_if_given(at.updated),
          .level = level};
}

}  // namespace

const std::vector<CatalogueFile> kCatalogueFiles = {
    {"sellers.csv",
     [](const Reading& reading, TableFile file) { return read_rows(reading, std::move(file), kSellers, read_seller); },
     ""},
    {"categories.csv",
     [](const Reading& reading, TableFile file) {
       return read_rows(reading, std::move(file), kCategories, read_category);
     },
     ""},
    {"products.csv",
     [](const Reading& reading, TableFile file) {
       return read_rows(reading, std::move(file), kProducts, read_product);
     },
     ""},
    {"price_history.csv",
     [](const Reading& reading, TableFile file) {
       return read_rows(reading, std::move(file), kPriceHistory, read_price);
     },
     "products.csv"},
    {"promotions.csv",
     [](const Reading& reading, TableFile file) {
       return read_rows(reading, std::move(file), kPromotions, read_promotion);
     },
     "products.csv"},
    {"holidays.csv",
     [](const Reading& reading, TableFile file) {
       return read_rows(reading, std::move(file), kHolidays, read_holiday);
     },
     ""},
    {"stock_levels.csv",
     [](const Reading& reading, TableFile file) {
       return read_rows(reading, std::move(file), kStockLevels, read_stock);
     },
     "products.csv"},
};

}  // namespace shelfcast::sources
