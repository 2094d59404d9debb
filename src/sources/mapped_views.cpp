// SPDX-License-Identifier: Apache-2.0
#include "sources/mapped_views.hpp"

#include "shelfcast/base/calendar.hpp"
#include "sources/pattern.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <unordered_map>
#include <utility>

namespace shelfcast::sources {
namespace {

constexpr std::size_t kRowsAtOnce = 10'000;
constexpr std::string_view kOnlyCategory = "all";
constexpr Minor kOneEach = 100;  // where a source has only one measure, the other repeats it

/// quantity x price to the cent, both in millionths.
Minor total_of(Micro quantity, Micro price) {
  __extension__ using Wide = __int128;
  constexpr Wide kScale = static_cast<Wide>(kMicro) * kMicroPerMinor;
  const Wide product = static_cast<Wide>(quantity) * price;
  const Wide half = product < 0 ? -kScale / 2 : kScale / 2;
  return static_cast<Minor>((product + half) / kScale);
}

class SalesRows {
 public:
  SalesRows(const ViewFile& at, const SalesView& sales, MappedRows& rows)
      : marketplace_(at.reading.marketplace),
        sales_(sales),
        rows_(rows),
        table_(rows.table()),
        order_(rows.field("order")),
        line_(rows.field("line")),
        product_(rows.field("product")),
        time_(rows.field("time")),
        quantity_(rows.field("quantity")),
        price_(rows.field("price")),
        total_(rows.field("total")),
        updated_(rows.field("updated")),
        category_(rows.field("category")),
        category_name_(rows.field("category_name")),
        name_(rows.field("name")),
        seller_(rows.field("seller")) {
    if (line_ == At::nowhere) rows.number_within(order_);
  }

  RawLine line() {
    RawLine line;
    line.place = table_.place();
    line.order = table_.key(order_ == At::nowhere ? product_ : order_);
    line.product = table_.key(product_);
    line.happened = table_.moment(time_);
    line.updated = table_.moment_if_given(updated_);
    line.quantity = table_.micro(quantity_ == At::nowhere ? total_ : quantity_);
    line.line = line_id(line);
    read_money(line);
    read_status(line);
    return line;
  }

  [[nodiscard]] ProductOfLine product(const RawLine& line) const {
    ProductOfLine product{.name = table_.text(name_),
                          .category = table_.text(category_),
                          .category_name = table_.text(category_name_),
                          .seller = table_.text(seller_)};
    if (product.category.empty()) product.category = kOnlyCategory;
    if (product.seller.empty()) product.seller = marketplace_;
    product.price = std::max<Minor>(line.unit_price.value_or(0), 0);
    return product;
  }

  /// A total of a day or week in which nothing was sold.
  [[nodiscard]] bool is_nothing(const RawLine& line) const { return order_ == At::nowhere && line.quantity == 0; }

 private:
  /// Its own id, else its number within the order; without orders, the product's day is the line.
  std::string_view line_id(const RawLine& line) {
    if (line_ != At::nowhere) return table_.key(line_);
    if (order_ != At::nowhere) {
      made_id_ = fmt::format("{}", rows_.number());
    } else {
      const auto* day = std::get_if<Day>(&line.happened);
      made_id_ = day != nullptr ? format_day(*day) : format_instant(std::get<Instant>(line.happened));
    }
    return made_id_;
  }

  void read_money(RawLine& line) {
    if (quantity_ == At::nowhere || (price_ == At::nowhere && total_ == At::nowhere)) {
      line.unit_price = kOneEach;
      return;
    }
    line.line_total = table_.minor_if_given(total_);
    const auto price = table_.micro_if_given(price_);
    if (!price && !line.line_total) {
      table_.spoil("bad_number", "neither a price nor a total is given");
    } else if (price && *price % kMicroPerMinor == 0) {
      line.unit_price = *price / kMicroPerMinor;
    } else if (price && !line.line_total) {
      line.line_total = total_of(line.quantity, *price);
    }
  }

  void read_status(RawLine& line) {
    if (sales_.cancelled && rows_.meets(*sales_.cancelled)) line.status = domain::LineStatus::cancelled;
    const bool marked = sales_.returned && rows_.meets(*sales_.returned);
    const bool negative = sales_.negative_is_return && line.quantity < 0;
    if (!marked && !negative) return;
    line.status = domain::LineStatus::taken_back;
    if (line.quantity > 0) line.quantity = -line.quantity;
    if (line.line_total && *line.line_total > 0) line.line_total = -*line.line_total;
  }

  std::string_view marketplace_;
  const SalesView& sales_;
  MappedRows& rows_;
  Table& table_;
  At order_, line_, product_, time_, quantity_, price_, total_, updated_, category_, category_name_, name_, seller_;
  std::string made_id_;
};

/// Reads all rows of a view, and hands what `read_row` makes of them over some thousand at a time.
template <class Row, class ReadRow>
Result<void> read_rows(const ViewFile& at, const View& view, const ReadRow& read_row) {
  auto rows = MappedRows::open({at.reading, view, at.lookups, at.marketplaces}, at.file);
  if (!rows) return std::unexpected(rows.error());
  std::vector<Row> read;
  const auto hand_over = [&]() -> Result<void> {
    return read.empty() ? Result<void>() : at.reading.sink.catalogue(at.file.name, std::exchange(read, {}));
  };
  while (true) {
    const auto more = (*rows)->next();
    if (!more) return std::unexpected(more.error());
    if (!*more) return hand_over();
    auto row = read_row(**rows);
    const auto complete = (*rows)->table().complete();
    if (!complete) return std::unexpected(complete.error());
    if (!*complete || !row) continue;
    row->row = (*rows)->table().place().row;
    read.push_back(std::move(*row));
    if (read.size() < kRowsAtOnce) continue;
    if (auto told = hand_over(); !told) return told;
  }
}

/// The first day of the month that a cell names, as 2025-11 or by one of its days.
Day month_in(Table& table, At at) {
  const auto text = table.text(at);
  if (fits(text, "####-##"))
    if (const auto first = parse_day(fmt::format("{}-01", text))) return *first;
  return month_of(table.day(at)).first;
}

/// Whether a product's row before said the same.
template <class State>
bool repeats(std::unordered_map<std::string, State>& last, const std::string& product, State state) {
  const auto [known, is_new] = last.try_emplace(product, state);
  return !is_new && std::exchange(known->second, state) == state;
}

}  // namespace

Result<void> read_sales_view(const ViewFile& at, const SalesView& sales, ProductTeller& products) {
  auto rows = MappedRows::open({at.reading, sales.view, at.lookups, at.marketplaces}, at.file);
  if (!rows) return std::unexpected(rows.error());
  SalesRows reader(at, sales, **rows);
  while (true) {
    const auto more = (*rows)->next();
    if (!more) return std::unexpected(more.error());
    if (!*more) return products.finish();
    const RawLine line = reader.line();
    const auto complete = (*rows)->table().complete();
    if (!complete) return std::unexpected(complete.error());
    if (!*complete || reader.is_nothing(line)) continue;
    if (auto told = products.tell(line, reader.product(line)); !told) return told;
  }
}

Result<void> read_prices_view(const ViewFile& at, const PricesView& prices) {
  std::unordered_map<std::string, Minor> last;
  return read_rows<RawPrice>(at, prices.view, [&](MappedRows& rows) -> std::optional<RawPrice> {
    Table& table = rows.table();
    RawPrice price{.row = 0,
                   .product_key = std::string(table.key(rows.field("product"))),
                   .from = table.moment(rows.field("from")),
                   .price = table.minor(rows.field("price")),
                   .updated = table.moment_if_given(rows.field("updated")),
                   .of_any_product = true};
    if (price.price < 0)
      table.spoil("negative_price", fmt::format("the price {} is negative", format_minor(price.price)));
    if (!prices.changes_only || table.is_spoilt()) return price;
    return repeats(last, price.product_key, price.price) ? std::nullopt : std::optional(std::move(price));
  });
}

Result<void> read_stock_view(const ViewFile& at, const StockView& stock) {
  std::unordered_map<std::string, bool> last;
  return read_rows<RawStock>(at, stock.view, [&](MappedRows& rows) -> std::optional<RawStock> {
    Table& table = rows.table();
    RawStock state{.row = 0,
                   .product_key = std::string(table.key(rows.field("product"))),
                   .from = table.moment(rows.field("from")),
                   .in_stock = !rows.meets(stock.out),
                   .updated = table.moment_if_given(rows.field("updated"))};
    if (!stock.changes_only || table.is_spoilt()) return state;
    return repeats(last, state.product_key, state.in_stock) ? std::nullopt : std::optional(std::move(state));
  });
}

Result<void> read_months_view(const ViewFile& at, const View& view) {
  std::map<std::pair<std::string, Day>, RawMonth> sums;
  const auto sum_up = [&](MappedRows& rows) -> std::optional<RawMonth> {
    Table& table = rows.table();
    RawMonth month{.row = table.place().row,
                   .category_key = std::string(table.text(rows.field("category"))),
                   .day = month_in(table, rows.field("month")),
                   .units = table.micro(rows.field("quantity")),
                   .updated = table.moment_if_given(rows.field("updated"))};
    if (table.is_spoilt()) return month;
    if (month.category_key.empty()) month.category_key = kOnlyCategory;
    const Micro units = month.units;
    const auto [sum, is_new] = sums.try_emplace({month.category_key, month.day}, std::move(month));
    if (!is_new) sum->second.units += units;
    return std::nullopt;
  };
  if (auto read = read_rows<RawMonth>(at, view, sum_up); !read) return read;
  std::vector<RawMonth> told;
  told.reserve(sums.size());
  for (auto& [key, sum] : sums) told.push_back(std::move(sum));
  return told.empty() ? Result<void>() : at.reading.sink.catalogue(at.file.name, std::move(told));
}

Result<void> read_holidays_view(const ViewFile& at, const View& view) {
  return read_rows<RawHoliday>(at, view, [](MappedRows& rows) -> std::optional<RawHoliday> {
    Table& table = rows.table();
    return RawHoliday{.row = 0,
                      .day = table.day(rows.field("day")),
                      .name = std::string(table.key(rows.field("name"))),
                      .updated = table.moment_if_given(rows.field("updated"))};
  });
}

}  // namespace shelfcast::sources
