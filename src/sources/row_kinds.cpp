// SPDX-License-Identifier: Apache-2.0
#include "sources/row_kinds.hpp"

#include "sources/table.hpp"

#include <fmt/format.h>

namespace shelfcast::sources {
namespace {

std::string name_or(std::string_view name, std::string_view key) {
  return std::string(name.empty() ? key : name);
}

Minor price_in(Row& row, std::size_t at) {
  const Minor price = row.minor(at);
  if (price < 0) row.spoil("negative_price", fmt::format("the price {} is negative", format_minor(price)));
  return price;
}

std::optional<Moment> updated_in(Row& row) {
  return row.moment_if_given(row.at("updated_at"));
}

}  // namespace

RawSeller read_seller(Row& row) {
  const auto key = row.key(row.at("seller_id"));
  return {.row = row_number(key),
          .key = std::string(key),
          .name = name_or(row.text(row.at("name")), key),
          .updated = updated_in(row),
          .time_zone = std::string(row.text(row.at("time_zone"))),
          .week_start = std::string(row.text(row.at("week_start")))};
}

RawCategory read_category(Row& row) {
  const auto key = row.key(row.at("category_id"));
  return {.row = row_number(key),
          .key = std::string(key),
          .name = name_or(row.text(row.at("name")), key),
          .parent_key = std::string(row.text(row.at("parent_category_id"))),
          .updated = updated_in(row)};
}

RawProduct read_product(Row& row) {
  const auto key = row.key(row.at("product_id"));
  return {.row = row_number(key),
          .key = std::string(key),
          .name = name_or(row.text(row.at("name")), key),
          .category_key = std::string(row.key(row.at("category_id"))),
          .seller_key = std::string(row.text(row.at("seller_id"))),
          .price = price_in(row, row.at("current_price")),
          .created = row.moment_if_given(row.at("created_at")),
          .updated = updated_in(row),
          .cost = row.minor_if_given(row.at("unit_cost"))};
}

RawPrice read_price(Row& row) {
  const auto key = row.key(row.at("product_id"));
  return {.row = row_number(key),
          .product_key = std::string(key),
          .from = row.moment(row.at("valid_from")),
          .price = price_in(row, row.at("price")),
          .updated = updated_in(row)};
}

RawPromotion read_promotion(Row& row) {
  const Micro discount = row.micro(row.at("discount"));
  if (discount < 0 || discount > kMicro) {
    row.spoil("bad_number", "the discount must be between 0 and 1 (0.2 = 20 % off)");
  }
  const auto key = row.key(row.at("product_id"));
  return {.row = row_number(key),
          .product_key = std::string(key),
          .first = row.moment(row.at("start_date")),
          .last = row.moment(row.at("end_date")),
          .discount = from_micro(discount),
          .updated = updated_in(row)};
}

RawHoliday read_holiday(Row& row) {
  const Day day = row.day(row.at("date"));
  return {.row = row_number(row.text(row.at("date"))),
          .day = day,
          .name = std::string(row.key(row.at("name"))),
          .updated = updated_in(row)};
}

RawStock read_stock(Row& row) {
  const auto key = row.key(row.at("product_id"));
  const Micro level = row.micro(row.at("level"));
  return {.row = row_number(key),
          .product_key = std::string(key),
          .from = row.moment(row.at("date")),
          .in_stock = level > 0,
          .updated = updated_in(row),
          .level = level};
}

Transaction read_transaction(Row& row) {
  static const auto time_at = Row::at(kTransactions, "transaction_time");
  static const auto status_at = Row::at(kTransactions, "status");
  static const auto updated_at = Row::at(kTransactions, "updated_at");
  return {.happened = row.moment(time_at),
          .updated = row.moment_if_given(updated_at),
          .cancelled = row.is_undone(status_at, "placed", "cancelled")};
}

RawLine read_line(Row& row, const Transaction& transaction) {
  static const auto line_at = Row::at(kTransactionProducts, "trxn_product_id");
  static const auto order_at = Row::at(kTransactionProducts, "trxn_id");
  static const auto product_at = Row::at(kTransactionProducts, "product_id");
  static const auto quantity_at = Row::at(kTransactionProducts, "quantity");
  static const auto price_at = Row::at(kTransactionProducts, "unit_price");
  static const auto total_at = Row::at(kTransactionProducts, "line_total");
  static const auto status_at = Row::at(kTransactionProducts, "status");
  static const auto updated_at = Row::at(kTransactionProducts, "updated_at");
  RawLine line{.place = {},
               .order = row.key(order_at),
               .line = row.key(line_at),
               .product = row.key(product_at),
               .happened = transaction.happened,
               .updated = newer(transaction.updated, row.moment_if_given(updated_at)),
               .quantity = row.micro(quantity_at),
               .unit_price = row.minor_if_given(price_at),
               .line_total = row.minor_if_given(total_at)};
  if (row.is_undone(status_at, "sold", "returned")) line.status = domain::LineStatus::returned;
  if (transaction.cancelled) line.status = domain::LineStatus::cancelled;
  if (!line.unit_price && !line.line_total) row.spoil("bad_number", "neither unit_price nor line_total is given");
  return line;
}

}  // namespace shelfcast::sources
