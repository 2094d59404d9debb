// SPDX-License-Identifier: Apache-2.0
#include "unit/orders/order_desk.hpp"

#include <latch>
#include <semaphore>

using namespace shelfcast;
using namespace shelfcast::orders;
using namespace shelfcast::testing;
using domain::LineStatus;

TEST_CASE("a placed order is there, with an event for each of its lines under the category of the day") {
  OrderDesk shop;
  const auto outcome = shop.carry_out(placing("A-17"));
  REQUIRE(outcome);
  CHECK(outcome->created);
  CHECK(outcome->order.version == 1);
  CHECK(sum_of(outcome->order).units == 3 * kMicro);
  CHECK(sum_of(outcome->order).amount == 2499);
  CHECK(shop.desk->find("A-17", "").value() == outcome->order);

  const auto events = shop.events();
  REQUIRE(events.size() == 2);
  CHECK(events[0].id == "DE/A-17/a/1");
  CHECK(events[0].category == "11");
  CHECK(events[1].category == "12");
  CHECK(events[0].quantity == 2 * kMicro);
  CHECK(events[0].unit_price == 1050);
  CHECK(events[0].seller == "1");
  CHECK(events[0].status == LineStatus::sold);
}

TEST_CASE("a line of a product that nobody knows yet is accepted, under no category") {
  OrderDesk shop;
  auto act = placing("A-17");
  act.items[0].product = OutsideId{"new", false};
  const auto outcome = shop.carry_out(act);
  REQUIRE(outcome);
  CHECK(outcome->order.lines[0].product == "new");
  CHECK(shop.events()[0].category.empty());
}

TEST_CASE("an order without an id gets one that nobody else has") {
  OrderDesk shop;
  const auto one = shop.carry_out(placing(""));
  const auto other = shop.carry_out(placing(""));
  REQUIRE(one);
  REQUIRE(other);
  CHECK(one->order.id != other->order.id);
  CHECK(shop.desk->find(one->order.id, "DE"));
}

TEST_CASE("the same order again is the same order, the same id with another content a conflict") {
  OrderDesk shop;
  const auto first = shop.carry_out(placing("A-17"));
  const auto again = shop.carry_out(placing("A-17"));
  REQUIRE(again);
  CHECK_FALSE(again->created);
  CHECK(again->order == first->order);
  auto other = placing("A-17");
  other.items[0].quantity = kMicro;
  CHECK(shop.carry_out(other).error().code == Code::conflict);
  CHECK(shop.events().size() == 2);

  REQUIRE(shop.carry_out(changing(Kind::cancel, "A-17")));
  const auto later = shop.carry_out(placing("A-17"));
  REQUIRE(later);
  CHECK(later->order.version == 2);
}

TEST_CASE("an idempotency key gives the stored answer to the same request and refuses another one") {
  OrderDesk shop;
  auto act = placing("");
  act.idempotency_key = "key-1";
  act.digest = 7;
  const auto first = shop.carry_out(act);
  REQUIRE(first);
  shop.reopen();
  const auto again = shop.carry_out(act);
  REQUIRE(again);
  CHECK(again->created);
  CHECK(again->order == first->order);
  act.digest = 8;
  CHECK(shop.carry_out(act).error().code == Code::invalid);
  CHECK(shop.events().size() == 2);
}

TEST_CASE("an idempotency key is kept for a day at least, and then forgotten") {
  OrderDesk shop;
  auto act = placing("");
  act.idempotency_key = "key-1";
  const auto first = shop.carry_out(act).value().order.id;
  shop.clock.move_to(shop.clock.now() + kDaySeconds);
  CHECK(shop.carry_out(act).value().order.id == first);
  shop.clock.move_to(shop.clock.now() + 2 * kDaySeconds);
  CHECK(shop.carry_out(act).value().order.id != first);
}

TEST_CASE("a refused act leaves its idempotency key free") {
  OrderDesk shop;
  auto act = changing(Kind::cancel, "A-17");
  act.idempotency_key = "key-1";
  CHECK(shop.carry_out(act).error().code == Code::not_found);
  REQUIRE(shop.carry_out(placing("A-17")));
  CHECK(shop.carry_out(act));
}

TEST_CASE("a cancellation takes lines out, once") {
  OrderDesk shop;
  REQUIRE(shop.carry_out(placing("A-17")));
  const auto one = shop.carry_out(changing(Kind::cancel, "A-17", {line("b")}));
  REQUIRE(one);
  CHECK(sum_of(one->order).amount == 2100);
  CHECK(one->order.version == 2);
  const auto again = shop.carry_out(changing(Kind::cancel, "A-17", {line("b")}));
  CHECK(again.value().order.version == 2);
  const auto rest = shop.carry_out(changing(Kind::cancel, "A-17"));
  CHECK(sum_of(rest.value().order).units == 0);
  const auto events = shop.events();
  REQUIRE(events.size() == 4);
  CHECK(events[2].id == "DE/A-17/b/2");
  CHECK(events[2].status == LineStatus::cancelled);
  CHECK(events[2].quantity == kMicro);
  CHECK(events[3].id == "DE/A-17/a/3");
}

TEST_CASE("a return takes a part or all that is left, never more") {
  OrderDesk shop;
  REQUIRE(shop.carry_out(placing("A-17")));
  const auto part = shop.carry_out(changing(Kind::take_back, "A-17", {line("a", kMicro)}));
  REQUIRE(part);
  CHECK(sum_of(part->order).units == 2 * kMicro);
  CHECK(shop.events()[2].status == LineStatus::sold);
  CHECK(shop.events()[2].quantity == kMicro);
  CHECK(complaints_in(shop.carry_out(changing(Kind::take_back, "A-17", {line("a", 2 * kMicro)}))) ==
        "/items/0/quantity too_many");
  const auto rest = shop.carry_out(changing(Kind::take_back, "A-17"));
  REQUIRE(rest);
  CHECK(sum_of(rest->order).units == 0);
  CHECK(shop.events()[3].status == LineStatus::returned);
  CHECK(shop.events()[3].quantity == 2 * kMicro);
  CHECK(shop.carry_out(changing(Kind::take_back, "A-17")).error().code == Code::conflict);
}

TEST_CASE("a correction replaces quantity or price, and the same again changes nothing") {
  OrderDesk shop;
  REQUIRE(shop.carry_out(placing("A-17")));
  const auto act = changing(Kind::correct, "A-17", {line("a", 5 * kMicro, {}), line("b", {}, 100)});
  const auto corrected = shop.carry_out(act);
  REQUIRE(corrected);
  CHECK(sum_of(corrected->order).amount == 5 * 1050 + 100);
  CHECK(shop.carry_out(act).value().order == corrected->order);
  CHECK(shop.events().size() == 4);
  CHECK(complaints_in(shop.carry_out(changing(Kind::correct, "A-17", {line("a"), line("c", kMicro)}))) ==
        "/items/0 missing");
}

TEST_CASE("a change that does not fit one line changes none") {
  OrderDesk shop;
  const auto placed = shop.carry_out(placing("A-17")).value().order;
  const auto refused = shop.carry_out(changing(Kind::cancel, "A-17", {line("a"), line("x")}));
  CHECK(refused.error().code == Code::conflict);
  CHECK(complaints_in(refused) == "/items/1/lineId unknown_line");
  CHECK(shop.desk->find("A-17", "DE").value() == placed);
  REQUIRE(shop.carry_out(changing(Kind::cancel, "A-17", {line("a")})));
  CHECK(complaints_in(shop.carry_out(changing(Kind::take_back, "A-17", {line("a")}))) == "/items/0/lineId cancelled");
  CHECK(complaints_in(shop.carry_out(changing(Kind::correct, "A-17", {line("a", kMicro)}))) ==
        "/items/0/lineId cancelled");
}

TEST_CASE("each version of an order is a second newer at least, also within one second and when the clock jumps back") {
  OrderDesk shop;
  auto last = shop.carry_out(placing("A-17")).value().order.changed;
  for (Minor price = 1; price < 5; ++price) {
    if (price == 3) shop.clock.move_to(shop.clock.now() - 100);
    const auto order = shop.carry_out(changing(Kind::correct, "A-17", {line("a", {}, price)})).value().order;
    CHECK(order.changed > last);
    last = order.changed;
  }
}

TEST_CASE("everything that is wrong with an act is said at once") {
  OrderDesk shop;
  auto act = placing(std::string(129, 'x'));
  act.merchant = {"nobody", false};
  act.currency = "USD";
  act.ordered = shop.clock.now() + 3 * kDaySeconds;
  act.items[0].quantity = 0;
  act.items[0].unit_price = -1;
  act.items[1].line = "a";
  CHECK(complaints_in(shop.carry_out(act)) ==
        "/orderId bad_id, /orderTime future_date, /items/0/quantity bad_quantity, /items/0/unitPrice negative_price, "
        "/items/1/lineId repeated, /merchantId unknown_merchant");
  auto currency = placing("A-17");
  currency.currency = "USD";
  CHECK(complaints_in(shop.carry_out(currency)) == "/currency wrong_currency");
  auto old = placing("A-17");
  old.ordered = Instant{0};
  CHECK(complaints_in(shop.carry_out(old)) == "/orderTime bad_time");
  auto empty = placing("A-17");
  empty.items.clear();
  CHECK(complaints_in(shop.carry_out(empty)) == "/items out_of_range");
  auto dear = placing("A-17");
  dear.items[0].quantity = 1'000'000 * kMicro;
  dear.items[0].unit_price = 10'000'001;
  CHECK(complaints_in(shop.carry_out(dear)) == "/items/0/unitPrice out_of_range");
  CHECK(shop.events().empty());
}

TEST_CASE("a merchant in several marketplaces needs the marketplace said") {
  OrderDesk shop;
  auto act = placing("A-17");
  act.merchant = {"anna", false};
  CHECK(complaints_in(shop.carry_out(act)) == "/marketplaceId ambiguous");
  act.market = "FR";
  CHECK(shop.carry_out(act).value().order.marketplace_key == "FR");
  act.market = "XX";
  CHECK(complaints_in(shop.carry_out(act)) == "/marketplaceId unknown_marketplace, /marketplaceId ambiguous");
  act.market = "DE";
  CHECK(shop.carry_out(act).value().order.marketplace_key == "DE");
  CHECK(shop.desk->find("A-17", "").error().code == Code::conflict);
  CHECK(shop.desk->find("A-17", "FR").value().marketplace_key == "FR");
  CHECK(complaints_in(shop.carry_out(changing(Kind::cancel, "A-17"))) == "/marketplaceId ambiguous");
  auto cancel = changing(Kind::cancel, "A-17");
  cancel.market = "FR";
  REQUIRE(shop.carry_out(cancel));
  CHECK(sum_of(shop.desk->find("A-17", "DE").value()).units > 0);
}

TEST_CASE("who is new in the catalogue sells at once, and his products stand on their shelves") {
  OrderDesk shop;
  REQUIRE(
      shop.catalogue.record_sellers(shop.marketplace, std::vector<catalogue::SellerRow>{{"new", "New", Instant{0}}}));
  auto act = placing("A-17");
  act.merchant = {"new", false};
  REQUIRE(shop.carry_out(act));
}

TEST_CASE("what waits becomes durable in one write, each act seeing those before it") {
  OrderDesk shop;
  std::binary_semaphore first_writes(0);
  std::binary_semaphore others_wait(0);
  shop.log.before_first_write = [&] {
    first_writes.release();
    others_wait.acquire();
  };
  std::latch answered(4);
  std::vector<bool> accepted(4);
  const auto submit = [&](std::size_t place, Act act) {
    std::vector<Act> acts;
    acts.push_back(std::move(act));
    REQUIRE(shop.desk->submit(std::move(acts), [&, place](const std::vector<Outcome>& outcomes) {
      accepted[place] = outcomes.front().has_value();
      answered.count_down();
    }));
  };
  submit(0, placing("A-1"));
  first_writes.acquire();
  submit(1, placing("A-2"));
  submit(2, changing(Kind::cancel, "A-2"));
  submit(3, changing(Kind::cancel, "A-3"));
  others_wait.release();
  answered.wait();
  CHECK(accepted == std::vector<bool>{true, true, true, false});
  CHECK(shop.log.writes == 2);
  CHECK(shop.desk->find("A-2", "DE").value().version == 2);
  CHECK(shop.events().size() == 6);
}

TEST_CASE("a desk with too much waiting takes no more, and one that stops carries out what it has taken") {
  OrderDesk shop({.waiting = 1});
  std::binary_semaphore first_writes(0);
  std::binary_semaphore go_on(0);
  shop.log.before_first_write = [&] {
    first_writes.release();
    go_on.acquire();
  };
  const auto submit = [&](std::string order) {
    std::vector<Act> acts;
    acts.push_back(placing(std::move(order)));
    return shop.desk->submit(std::move(acts), [](const std::vector<Outcome>&) {});
  };
  CHECK(submit("A-1"));
  first_writes.acquire();
  CHECK(submit("A-2"));
  CHECK_FALSE(submit("A-3"));
  go_on.release();
  shop.desk->stop();
  CHECK(shop.desk->find("A-2", "DE"));
  CHECK_FALSE(submit("A-4"));
  CHECK(shop.carry_out(placing("A-5")).error().code == Code::unavailable);
}

TEST_CASE("where the write fails nothing was accepted") {
  OrderDesk shop;
  shop.log.fails = true;
  CHECK(shop.carry_out(placing("A-17")).error().code == Code::unavailable);
  CHECK(shop.desk->find("A-17", "DE").error().code == Code::not_found);
  shop.log.fails = false;
  CHECK(shop.carry_out(placing("A-17")).value().created);
}

TEST_CASE("a rehearsal says what would become of each act and writes nothing") {
  OrderDesk shop;
  const auto rehearsal = shop.desk->rehearsal();
  const auto one = [&](Act act) {
    std::vector<Act> acts;
    acts.push_back(std::move(act));
    return rehearsal->carry_out(std::move(acts)).front();
  };
  CHECK(one(placing("A-17")).value().created);
  CHECK_FALSE(one(placing("A-17")).value().created);
  auto other = placing("A-17");
  other.items.pop_back();
  CHECK(one(other).error().code == Code::conflict);
  CHECK(shop.desk->find("A-17", "DE").error().code == Code::not_found);
  CHECK(shop.log.writes == 0);
}
