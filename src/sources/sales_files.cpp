// SPDX-License-Identifier: Apache-2.0
#include "sources/sales_files.hpp"

#include <fmt/format.h>

#include <cstring>
#include <memory_resource>
#include <unordered_map>

namespace shelfcast::sources {
namespace {

/// What a transaction says about its lines.
struct Order {
  Moment happened;
  std::optional<Moment> updated;
  bool cancelled = false;
  bool of_another_marketplace = false;
};

/// The transactions of one part, in memory that is freed at once.
class Orders {
 public:
  void tell(std::string_view id, const Order& order) {
    const auto known = orders_.find(id);
    if (known == orders_.end()) {
      orders_.emplace(copy(id), order);
    } else if (newer(order.updated, known->second.updated) == order.updated) {
      known->second = order;
    }
  }
  [[nodiscard]] const Order* find(std::string_view id) const {
    const auto found = orders_.find(id);
    return found == orders_.end() ? nullptr : &found->second;
  }

 private:
  std::string_view copy(std::string_view id) {
    auto* bytes = static_cast<char*>(memory_.allocate(id.size(), 1));
    std::memcpy(bytes, id.data(), id.size());
    return {bytes, id.size()};
  }

  std::pmr::monotonic_buffer_resource memory_;
  std::pmr::unordered_map<std::string_view, Order> orders_{&memory_};
};

/// Whether the status is the second of the two there are; none given means the first.
bool is_undone(Table& table, At at, std::string_view done, std::string_view undone) {
  const auto status = table.text(at);
  if (status == undone) return true;
  if (!status.empty() && status != done) {
    table.spoil("bad_status", fmt::format("the status '{}' is neither '{}' nor '{}'", status, done, undone));
  }
  return false;
}

Result<void> read_orders(const Reading& reading, const TableFile& file, Orders& orders) {
  auto table = Table::open(reading, kTransactions, file);
  if (!table) return std::unexpected(table.error());
  const At id = table->column("trxn_id");
  const At marketplace = table->column("marketplace_id");
  const At time = table->column("transaction_time");
  const At status = table->column("status");
  const At updated = table->column("updated_at");
  while (true) {
    const auto more = table->next();
    if (!more) return std::unexpected(more.error());
    if (!*more) return {};
    const auto key = table->key(id);
    Order order;
    order.of_another_marketplace = table->text(marketplace) != reading.marketplace;
    if (!order.of_another_marketplace) {
      order.happened = table->moment(time);
      order.updated = table->moment_if_given(updated);
      order.cancelled = is_undone(*table, status, "placed", "cancelled");
    }
    const auto complete = table->complete();
    if (!complete) return std::unexpected(complete.error());
    if (*complete) orders.tell(key, order);
  }
}

struct LineColumns {
  explicit LineColumns(const Table& table)
      : id(table.column("trxn_product_id")),
        order(table.column("trxn_id")),
        product(table.column("product_id")),
        quantity(table.column("quantity")),
        price(table.column("unit_price")),
        total(table.column("line_total")),
        status(table.column("status")),
        updated(table.column("updated_at")) {}
  At id, order, product, quantity, price, total, status, updated;
};

RawLine read_line(Table& table, const LineColumns& at, const Order& order) {
  RawLine line{.place = table.place(),
               .order = table.key(at.order),
               .line = table.key(at.id),
               .product = table.key(at.product),
               .happened = order.happened,
               .updated = newer(order.updated, table.moment_if_given(at.updated)),
               .quantity = table.micro(at.quantity),
               .unit_price = table.minor_if_given(at.price),
               .line_total = table.minor_if_given(at.total)};
  const bool returned = is_undone(table, at.status, "sold", "returned");
  if (returned) line.status = domain::LineStatus::returned;
  if (order.cancelled) line.status = domain::LineStatus::cancelled;
  if (!line.unit_price && !line.line_total) table.spoil("bad_number", "neither unit_price nor line_total is given");
  return line;
}

Result<Table> open_lines(const Reading& reading, const TableFile& file) {
  auto table = Table::open(reading, kTransactionProducts, file);
  if (table && table->column("unit_price") == At::nowhere && table->column("line_total") == At::nowhere) {
    return fail(Code::rejected, file.path.string() + ":1",
                "the column 'unit_price' or 'line_total' is required, and both are missing");
  }
  return table;
}

}  // namespace

Result<void> read_sales(const Reading& reading, const SalesFiles& part) {
  Orders orders;
  if (const auto read = read_orders(reading, part.transactions, orders); !read) return read;
  auto table = open_lines(reading, part.lines);
  if (!table) return std::unexpected(table.error());
  const LineColumns columns(*table);
  const Order none;
  while (true) {
    const auto more = table->next();
    if (!more) return std::unexpected(more.error());
    if (!*more) return {};
    const auto id = table->key(columns.order);
    const Order* order = orders.find(id);
    if (order != nullptr && order->of_another_marketplace) continue;
    if (order == nullptr) {
      table->spoil("unknown_transaction",
                   fmt::format("{} holds no readable transaction '{}'", part.transactions.name, id));
    }
    const RawLine line = read_line(*table, columns, order == nullptr ? none : *order);
    const auto complete = table->complete();
    if (!complete) return std::unexpected(complete.error());
    if (!*complete) continue;
    if (const auto told = reading.sink.line(line); !told) return told;
  }
}

}  // namespace shelfcast::sources
