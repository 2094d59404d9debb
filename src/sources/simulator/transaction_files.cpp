// SPDX-License-Identifier: Apache-2.0
#include "sources/simulator/transaction_files.hpp"

#include <fmt/format.h>

namespace shelfcast::sources::simulator {
namespace {

constexpr std::string_view kOrderHeader =
    "trxn_id,marketplace_id,customer_id,transaction_time,status,total_price,updated_at";
constexpr std::string_view kLineHeader =
    "trxn_product_id,trxn_id,product_id,quantity,unit_price,line_total,status,updated_at";

Instant far_future(Instant at) {
  return {day_of({2099, 6, 15}).number * kDaySeconds + at.seconds % kDaySeconds};
}

}  // namespace

TransactionFiles::TransactionFiles(std::filesystem::path out, std::string marketplace)
    : out_(std::move(out)), marketplace_(std::move(marketplace)) {}

Result<void> TransactionFiles::start_day(Day day) {
  auto month = format_day(day).substr(0, 7);
  if (part_ && part_->month == month) return {};
  if (auto closed = close(); !closed) return closed;
  auto orders = CsvFile::create(out_ / fmt::format("transactions-{}.csv", month), kOrderHeader);
  if (!orders) return std::unexpected(orders.error());
  auto lines = CsvFile::create(out_ / fmt::format("transaction_products-{}.csv", month), kLineHeader);
  if (!lines) return std::unexpected(lines.error());
  part_.emplace(std::move(month), std::move(*orders), std::move(*lines));
  return {};
}

void TransactionFiles::write(const Order& order) {
  write_head(order, order.at);
  for (const auto& line : order.lines()) write_line(order.id, line);
}

void TransactionFiles::write_broken(const Order& order, Defect defect, std::uint64_t line_id) {
  OrderLine line = order.lines().front();
  line.id = line_id;
  switch (defect) {
    case Defect::negative_price:
      line.unit_price = -line.unit_price;
      break;
    case Defect::unknown_product:
      line.product_id = 999'999'999;
      break;
    case Defect::far_future:
      write_head(order, far_future(order.at));
      break;
    default:
      break;
  }
  if (defect != Defect::bad_number && defect != Defect::broken_utf8 && defect != Defect::missing_field) {
    write_line(order.id, line);
    return;
  }
  const Minor total = line.unit_price * line.quantity;
  auto& row = part_->lines.number(line.id).number(order.id).number(line.product_id);
  row.bytes(defect == Defect::bad_number ? "two" : fmt::format("{}", line.quantity))
      .money(line.unit_price)
      .money(total);
  row.bytes(defect == Defect::broken_utf8 ? "s\xc3(ld" : "sold");
  if (defect != Defect::missing_field) row.instant(line.updated);
  row.end_row();
}

Result<void> TransactionFiles::close() {
  if (!part_) return {};
  const auto orders = part_->orders.close();
  const auto lines = part_->lines.close();
  part_.reset();
  return orders ? lines : orders;
}

void TransactionFiles::write_head(const Order& order, Instant at) {
  Minor total = 0;
  for (const auto& line : order.lines()) total += line.unit_price * line.quantity;
  auto& row = part_->orders.number(order.id).bytes(marketplace_).number(order.customer_id).instant(at);
  row.bytes(order.cancelled ? "cancelled" : "placed").money(total).instant(order.updated).end_row();
}

void TransactionFiles::write_line(std::uint64_t order_id, const OrderLine& line) {
  auto& row = part_->lines.number(line.id).number(order_id).number(line.product_id);
  line.spoilt == Spoilt::quantity ? row.bytes("two") : row.number(line.quantity);
  if (line.spoilt == Spoilt::prices) {
    row.bytes("").bytes("");
  } else {
    row.money(line.unit_price).money(line.unit_price * line.quantity);
  }
  row.bytes(line.returned ? "returned" : "sold").instant(line.updated).end_row();
}

}  // namespace shelfcast::sources::simulator
