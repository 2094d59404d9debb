// SPDX-License-Identifier: Apache-2.0
#include "shelfcast/eventlog/order_events.hpp"
#include "shelfcast/eventlog/rocks_log.hpp"
#include "shelfcast/features/matrix.hpp"
#include "shelfcast/features/panel.hpp"
#include "shelfcast/features/running.hpp"
#include "shelfcast/ingest/ingest.hpp"
#include "shelfcast/sources/files.hpp"
#include "support/ingest_rooms.hpp"
#include "support/warehouse.hpp"

#include <catch2/catch.hpp>

#include <fmt/format.h>

#include <cstring>

using namespace shelfcast;
using testing::Warehouse;

namespace {

constexpr int kOrders = 300;
const Instant kKnownAt = parse_instant("2025-03-12T16:40:00Z").value();

/// The i-th order of a shop: every few hours one, one of seven cancelled three hours later.
domain::OrderEvent order(int i) {
  const Instant ordered = parse_instant("2025-01-11T06:00:00Z").value() + i * (5 * kHour + 700);
  const bool cancelled = i % 7 == 3;
  domain::OrderEvent event{.id = {},
                           .marketplace = "DE",
                           .order = fmt::format("A{}", i),
                           .line = "1",
                           .version = cancelled ? 2U : 1U,
                           .seller = "S1",
                           .product = i % 3 == 0 ? "P2" : "P1",
                           .category = "C1",
                           .ordered = ordered,
                           .changed = ordered + (cancelled ? 3 * kHour : 0),
                           .status = cancelled ? domain::LineStatus::cancelled : domain::LineStatus::sold,
                           .quantity = (1 + i % 4) * kMicro,
                           .unit_price = 1000 + i,
                           .currency = "EUR"};
  event.id = eventlog::order_event_id(event);
  return event;
}

/// A house of its own, of which only the way in differs.
class Way {
 public:
  void import(const Warehouse& warehouse) {
    const auto source = sources::open_file_warehouse(warehouse.path(), "DE");
    REQUIRE(rooms_.ingest.extract("DE", *source, [](double) {}));
    REQUIRE(rooms_.ingest.merge("DE", [](double) {}));
  }
  void tell(const std::vector<domain::OrderEvent>& orders) {
    std::vector<eventlog::Event> events;
    for (const auto& told : orders) events.push_back(eventlog::encode(told));
    REQUIRE(rooms_.log->append(eventlog::kOrderEvents, events));
    REQUIRE(rooms_.ingest.count_orders(*rooms_.log));
  }
  domain::Panel panel() {
    const auto marketplace = rooms_.catalogue.marketplace("DE").value();
    return features::panel_as_known_at(rooms_.deltas, rooms_.catalogue, marketplace, kKnownAt, {.history_days = 60})
        .value();
  }
  domain::Running running(const domain::Panel& panel) { return features::running_days(rooms_.deltas, panel).value(); }

 private:
  testing::TempFolder folder_;
  FixedClock clock_{kKnownAt};
  testing::IngestRooms rooms_{folder_.path(), clock_};
};

/// The same orders as a part of the warehouse.
void write_part(const Warehouse& warehouse) {
  std::ofstream heads(warehouse.path() / "transactions-2.csv");
  std::ofstream lines(warehouse.path() / "transaction_products-2.csv");
  heads << Warehouse::kTransactions << '\n';
  lines << Warehouse::kLines << '\n';
  for (int i = 0; i < kOrders; ++i) {
    const auto told = order(i);
    const std::string status = told.status == domain::LineStatus::cancelled ? "cancelled" : "sold";
    heads << fmt::format("{},DE,,{},placed,,{}\n", told.order, format_instant(told.ordered),
                         format_instant(told.changed));
    lines << fmt::format("1,{},{},{},{},{},{},{}\n", told.order, told.product, format_micro(told.quantity),
                         format_minor(told.unit_price), format_minor(price_of(told.quantity, told.unit_price)), status,
                         format_instant(told.changed));
  }
}

template <class Number>
bool same_bytes(const std::vector<Number>& a, const std::vector<Number>& b) {
  return a.size() == b.size() && std::memcmp(a.data(), b.data(), a.size() * sizeof(Number)) == 0;
}

}  // namespace

TEST_CASE("the same orders give the same bytes of features, from files and from the orders API") {
  Way files;
  Way stream;
  const Warehouse warehouse;
  files.import(warehouse);
  stream.import(warehouse);
  write_part(warehouse);
  files.import(warehouse);
  for (int i = kOrders; i-- > 0;) stream.tell({order(i), order(i)});  // the last one first, and each twice
  const auto batch = files.panel();
  const auto live = stream.panel();
  REQUIRE(batch.products.size() == live.products.size());
  CHECK(batch.first == live.first);
  CHECK(batch.cut == live.cut);
  std::size_t days = 0;
  for (std::size_t p = 0; p < batch.products.size(); ++p) {
    CHECK(batch.products[p].sales == live.products[p].sales);
    CHECK(batch.products[p].product.on_sale_since == live.products[p].product.on_sale_since);
    days += batch.products[p].sales.size();
  }
  CHECK(days > 80);
  for (const auto& band : domain::kBands) {
    const std::vector<Day> origins{batch.cut - 7, batch.cut};
    const auto one = features::build_matrix(batch, band, origins);
    const auto other = features::build_matrix(live, band, origins);
    REQUIRE(one.blocks.size() == other.blocks.size());
    for (std::size_t i = 0; i < one.blocks.size(); ++i) {
      CHECK(same_bytes(one.blocks[i].product, other.blocks[i].product));
      CHECK(same_bytes(one.blocks[i].values, other.blocks[i].values));
    }
  }
  CHECK(files.running(batch).sold == stream.running(live).sold);
  CHECK(same_bytes(files.running(batch).elapsed, stream.running(live).elapsed));
}
