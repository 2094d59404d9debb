// SPDX-License-Identifier: Apache-2.0
#include "shelfcast/base/clock.hpp"
#include "shelfcast/eventlog/rocks_log.hpp"
#include "shelfcast/storage/store.hpp"
#include "support/temp_folder.hpp"

#include <catch2/catch.hpp>

using namespace shelfcast;
using eventlog::Event;
using eventlog::TopicRule;

namespace {

const std::vector<Event> kThree{{"1", "a", "one"}, {"2", "a", "two"}, {"3", "a", "three"}};

/// A log whose topic "DE" has the rule, by a clock that the test moves.
struct Shop {
  testing::TempFolder folder;
  FixedClock clock{Instant{1'000'000}};
  std::vector<TopicRule> rules;
  std::unique_ptr<storage::Store> store;
  std::unique_ptr<eventlog::EmbeddedLog> log;

  explicit Shop(std::vector<TopicRule> given) : rules(std::move(given)) { reopen(); }
  void reopen() {
    log.reset();
    store.reset();
    store = storage::Store::open(folder.path(), eventlog::families()).value();
    log = eventlog::open_rocks_log(*store, clock, rules);
  }
  void wait(std::int64_t seconds) { clock.move_to(clock.now() + seconds); }
  void append(std::string id, std::size_t bytes = 3) {
    REQUIRE(log->append("DE", std::vector<Event>{{std::move(id), "a", std::string(bytes, 'x')}}));
  }
  void commit(std::string_view group, std::size_t count) {
    storage::Batch batch;
    const auto events = log->read("DE", group, count).value();
    REQUIRE(events.size() == count);
    log->commit("DE", group, events, batch);
    REQUIRE(store->commit(batch, "test"));
  }
  /// What a group that comes now would read.
  std::string left() {
    std::string ids;
    const auto events = log->read("DE", "new", 100);
    for (const auto& event : events.value()) ids += event.id;
    return ids;
  }
};

}  // namespace

TEST_CASE("without a rule, trimming forgets what every group has committed, and still knows its ids") {
  Shop shop({});
  REQUIRE(shop.log->append("DE", kThree));
  REQUIRE(shop.log->trim("DE"));
  CHECK(shop.left() == "123");
  shop.commit("count", 3);
  shop.commit("watch", 1);
  REQUIRE(shop.log->trim("DE"));
  CHECK(shop.left() == "23");
  CHECK(shop.log->backlog("DE", "new").value() == 2);
  shop.reopen();
  CHECK(shop.log->append("DE", kThree).value() == 0);
  shop.append("4");
  CHECK(shop.log->read("DE", "count", 10).value().at(0).id == "4");
}

TEST_CASE("a group that is forgotten holds nothing back") {
  Shop shop({});
  REQUIRE(shop.log->append("DE", kThree));
  shop.commit("count", 3);
  shop.commit("gone", 1);
  REQUIRE(shop.log->forget("DE", "gone"));
  REQUIRE(shop.log->trim("DE"));
  CHECK(shop.left().empty());
}

TEST_CASE("what a rule keeps for a day is there for a day, although it was committed") {
  Shop shop({{.topic = "DE", .keep_seconds = kDaySeconds}});
  shop.append("1");
  shop.wait(kHour);
  shop.append("2");
  shop.wait(kHour);
  shop.append("3");
  shop.commit("count", 3);
  REQUIRE(shop.log->trim("DE"));
  CHECK(shop.left() == "123");
  shop.reopen();
  shop.wait(kDaySeconds);  // since the third came
  REQUIRE(shop.log->trim("DE"));
  REQUIRE(shop.log->trim("DE"));
  CHECK(shop.left() == "3");
}

TEST_CASE("a rule never takes what a group has not committed, unless it says so") {
  const bool even_unread = GENERATE(false, true);
  Shop shop({{.topic = "DE", .keep_seconds = kHour, .even_unread = even_unread}});
  shop.append("1");
  shop.append("2");
  shop.commit("count", 1);
  shop.wait(2 * kHour);
  shop.append("3");
  shop.wait(2 * kHour);
  REQUIRE(shop.log->trim("DE"));
  CHECK(shop.left() == (even_unread ? "3" : "23"));
}

TEST_CASE("a topic that is larger than its rule allows loses its oldest, whatever their age") {
  constexpr std::size_t kMegabyte = 1U << 20U;
  Shop shop({{.topic = "DE", .keep_seconds = kDaySeconds, .keep_bytes = 40 * kMegabyte}});
  for (int i = 0; i < 8; ++i) shop.append(std::to_string(i), 10 * kMegabyte);
  shop.commit("count", 8);
  REQUIRE(shop.log->trim("DE"));
  CHECK(shop.left() == "4567");
}

TEST_CASE("a clock that jumps back keeps events longer, and loses none") {
  Shop shop({{.topic = "DE", .keep_seconds = kHour}});
  shop.append("1");
  shop.wait(-10 * kDaySeconds);
  shop.append("2");
  shop.commit("count", 2);
  shop.wait(kHour - 1);
  REQUIRE(shop.log->trim("DE"));
  CHECK(shop.left() == "12");
  shop.wait(10 * kDaySeconds + 2 * kHour);
  shop.append("3");
  REQUIRE(shop.log->trim("DE"));
  CHECK(shop.left() == "23");  // "2" stands behind the last mark that is old enough
}

TEST_CASE("where the writers vouch for their ids, none is looked up or kept") {
  Shop shop({{.topic = "DE", .unique_ids = true}});
  CHECK(shop.log->append("DE", kThree).value() == 3);
  CHECK(shop.log->append("FR", kThree).value() == 3);
  CHECK(shop.log->append("FR", kThree).value() == 0);
  std::size_t ids = 0;
  const auto count = [&](std::string_view, std::string_view) { return ++ids > 0; };
  REQUIRE(shop.store->scan(*eventlog::families()[1], {}, {}, count));
  CHECK(ids == 3);
}
