// SPDX-License-Identifier: Apache-2.0
#include "shelfcast/eventlog/rocks_log.hpp"
#include "shelfcast/storage/store.hpp"
#include "support/temp_folder.hpp"

#include <catch2/catch.hpp>

using namespace shelfcast;
using eventlog::Event;

TEST_CASE("an order and the event that tells of it become durable together, also where the event is known already") {
  constexpr storage::Family kOrders{"test_orders"};
  const testing::TempFolder folder;
  auto families = eventlog::families();
  families.push_back(&kOrders);
  const auto store = storage::Store::open(folder.path(), families).value();
  const auto log = eventlog::open_rocks_log(*store);
  const std::vector<Event> event{{"1", "mugs", "sold"}};

  storage::Batch order;
  order.put(kOrders, "A-17", "placed");
  CHECK(log->append_with("orders", event, std::move(order)).value() == 1);
  CHECK(store->get(kOrders, "A-17").value() == "placed");

  storage::Batch changed;
  changed.put(kOrders, "A-17", "seen");
  CHECK(log->append_with("orders", event, std::move(changed)).value() == 0);
  CHECK(store->get(kOrders, "A-17").value() == "seen");
  CHECK(log->read("orders", "count", 10).value().size() == 1);
}
