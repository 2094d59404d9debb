// SPDX-License-Identifier: Apache-2.0
#include "shelfcast/monitor/inbox.hpp"

#include "support/temp_folder.hpp"

#include <catch2/catch.hpp>

#include <vector>

namespace shelfcast::monitor {
namespace {

using domain::Alert;
using domain::AlertState;
using domain::Priority;

constexpr Instant kNoon{1'700'000'000};
constexpr std::int64_t kMinute = 60;

struct Desk {
  testing::TempFolder folder;
  std::unique_ptr<storage::Database> database = storage::Database::open(folder.path() / "c.db").value();
  std::unique_ptr<Inbox> inbox = Inbox::open(*database).value();

  std::vector<Change> found(Instant at, std::vector<Signal> signals, std::vector<std::string> rules = {"load-held"}) {
    return inbox
        ->take(
            {.at = at, .marketplace = "DE", .currency = "EUR", .rules = std::move(rules), .found = std::move(signals)})
        .value();
  }
  void start_anew() {
    inbox.reset();
    inbox = Inbox::open(*database).value();
  }
};

Signal held(Priority priority = Priority::p1) {
  return {.rule = "load-held", .priority = priority, .sentence = "A load waits.", .measured = 1};
}

Signal spike(std::string product, Minor money, std::string seller = "17") {
  return {.rule = "demand-spike",
          .subject = "product:" + product,
          .within = "category:3",
          .seller = std::move(seller),
          .priority = Priority::p2,
          .sentence = "Far more.",
          .money = money};
}

}  // namespace

TEST_CASE("what is found again is the same alert, and ends when it is no longer so") {
  Desk desk;
  const auto raised = desk.found(kNoon, {held()});
  REQUIRE(raised.size() == 1);
  CHECK(raised[0].happened == Happened::raised);
  CHECK(raised[0].alert.id > 0);
  CHECK(raised[0].alert.currency == "EUR");
  CHECK(desk.found(kNoon + kHour, {held()}).empty());
  CHECK(desk.inbox->unresolved().size() == 1);
  const auto resolved = desk.found(kNoon + 2 * kHour, {});
  REQUIRE(resolved.size() == 1);
  CHECK(resolved[0].happened == Happened::resolved);
  CHECK(resolved[0].alert.id == raised[0].alert.id);
  CHECK(resolved[0].alert.resolved == kNoon + 2 * kHour);
  CHECK(desk.inbox->unresolved().empty());
}

TEST_CASE("what was not judged, or is another marketplace's, stays as it is") {
  Desk desk;
  desk.found(kNoon, {held()});
  CHECK(desk.found(kNoon + kHour, {}, {"cycle-failed"}).empty());
  CHECK(desk.inbox->take({.at = kNoon + kHour, .marketplace = "FR", .rules = {"load-held"}, .found = {}})->empty());
  CHECK(desk.inbox->unresolved().size() == 1);
}

TEST_CASE("alerts are there again after a start") {
  Desk desk;
  desk.found(kNoon, {held()});
  const auto before = desk.inbox->unresolved();
  desk.start_anew();
  const auto after = desk.inbox->unresolved();
  REQUIRE(after.size() == 1);
  CHECK(after[0].id == before[0].id);
  CHECK(after[0].sentence == "A load waits.");
  CHECK(desk.found(kNoon + kHour, {held()}).empty());
}

TEST_CASE("a rule that has to hold for a while raises nothing before, and begins anew after a break") {
  Desk desk;
  const Signal cpu{.rule = "cpu", .priority = Priority::p2, .sentence = "Busy."};
  CHECK(desk.found(kNoon, {cpu}, {"cpu"}).empty());
  CHECK(desk.found(kNoon + 29 * kMinute, {cpu}, {"cpu"}).empty());
  CHECK(desk.found(kNoon + 30 * kMinute, {}, {"cpu"}).empty());
  CHECK(desk.found(kNoon + 31 * kMinute, {cpu}, {"cpu"}).empty());
  CHECK(desk.found(kNoon + 61 * kMinute, {cpu}, {"cpu"}).size() == 1);
  CHECK(desk.found(kNoon + 70 * kMinute, {}, {"cpu"}).empty());
  CHECK(desk.found(kNoon + 71 * kMinute, {}, {"cpu"}).size() == 1);
}

TEST_CASE("what comes back within a day is opened again without being news") {
  Desk desk;
  const auto first = desk.found(kNoon, {held()});
  desk.inbox->mark_told(std::vector{first[0].alert.id}, kNoon);
  desk.found(kNoon + kHour, {});
  CHECK(desk.found(kNoon + 2 * kHour, {held()}).empty());
  const auto again = desk.inbox->unresolved();
  REQUIRE(again.size() == 1);
  CHECK(again[0].id == first[0].alert.id);
  CHECK(again[0].times == 2);
  CHECK(desk.inbox->untold().empty());
}

TEST_CASE("what comes and goes ends only after it was gone for a day") {
  Desk desk;
  for (int i = 0; i < 3; ++i) {
    desk.found(kNoon + 2 * i * kHour, {held()});
    desk.found(kNoon + (2 * i + 1) * kHour, {});
  }
  CHECK(desk.inbox->unresolved().size() == 1);
  CHECK(desk.found(kNoon + 10 * kHour, {}).empty());
  CHECK(desk.found(kNoon + 4 * kHour + kDaySeconds, {}).size() == 1);
}

TEST_CASE("what comes back after more than a day is a new alert") {
  Desk desk;
  const auto first = desk.found(kNoon, {held()});
  desk.found(kNoon + kHour, {});
  const auto second = desk.found(kNoon + 2 * kHour + kDaySeconds, {held()});
  REQUIRE(second.size() == 1);
  CHECK(second[0].alert.id != first[0].alert.id);
  CHECK(second[0].alert.times == 1);
}

TEST_CASE("what becomes more urgent is news, and open again for who had acknowledged it") {
  Desk desk;
  const auto id = desk.found(kNoon, {held(Priority::p2)})[0].alert.id;
  desk.inbox->mark_told(std::vector{id}, kNoon);
  REQUIRE(desk.inbox->acknowledge({.ids = {id}, .who = "anna", .now = kNoon}));
  CHECK(desk.inbox->untold().empty());
  const auto worse = desk.found(kNoon + kHour, {held(Priority::p0)});
  REQUIRE(worse.size() == 1);
  CHECK(worse[0].alert.state == AlertState::open);
  REQUIRE(desk.inbox->untold().size() == 1);
  CHECK(desk.inbox->untold()[0].priority == Priority::p0);
}

TEST_CASE("what another alert explains follows from it, and is told when that has ended") {
  Desk desk;
  const Signal errors{.rule = "schema-errors", .priority = Priority::p2, .sentence = "Rows cannot be read."};
  const Signal failed{.rule = "cycle-failed", .priority = Priority::p1, .sentence = "It failed."};
  const Signal stale{.rule = "stale-data", .priority = Priority::p1, .sentence = "It is old."};
  const std::vector<std::string> judged{"schema-errors", "cycle-failed", "stale-data"};
  desk.found(kNoon, {errors, failed, stale}, judged);
  auto untold = desk.inbox->untold();
  REQUIRE(untold.size() == 1);
  CHECK(untold[0].rule == "schema-errors");
  CHECK(untold[0].followers == 2);
  for (const auto& alert : desk.inbox->unresolved())
    if (alert.rule != "schema-errors") CHECK(alert.follows_from == untold[0].id);
  desk.found(kNoon + kHour, {stale}, judged);
  untold = desk.inbox->untold();
  REQUIRE(untold.size() == 1);
  CHECK(untold[0].rule == "stale-data");
  CHECK_FALSE(untold[0].follows_from);
}

TEST_CASE("products follow from the trend of their own category only") {
  Desk desk;
  const Signal trend{.rule = "category-trend", .subject = "category:3", .seller = "17", .sentence = "All of it."};
  Signal elsewhere = spike("9", 100);
  elsewhere.within = "category:4";
  desk.found(kNoon, {trend, spike("1", 500), spike("2", 700), elsewhere, spike("5", 10, "18")},
             {"category-trend", "demand-spike"});
  const auto untold = desk.inbox->untold();
  REQUIRE(untold.size() == 3);
  CHECK(untold[0].subject == "product:9");
  CHECK(untold[1].subject == "product:5");
  CHECK(untold[2].followers == 2);
}

TEST_CASE("of what is equally urgent the most money comes first") {
  Desk desk;
  desk.found(kNoon, {spike("1", 500), spike("2", 900), spike("3", 700)}, {"demand-spike"});
  const auto untold = desk.inbox->untold();
  REQUIRE(untold.size() == 3);
  CHECK(untold[0].money == 900);
  CHECK(untold[2].money == 500);
}

TEST_CASE("nothing is told of what is snoozed, until then") {
  Desk desk;
  const auto id = desk.found(kNoon, {held()})[0].alert.id;
  REQUIRE(desk.inbox->snooze({.ids = {id}, .who = "anna", .now = kNoon}, kNoon + kHour));
  CHECK(desk.inbox->untold().empty());
  CHECK(desk.inbox->tick(kNoon + kHour - 1)->empty());
  CHECK(desk.inbox->untold().empty());
  CHECK(desk.inbox->tick(kNoon + kHour)->empty());
  CHECK(desk.inbox->untold().size() == 1);
}

TEST_CASE("what nobody acknowledges is escalated once, the sooner the more urgent it is") {
  Desk desk;
  const auto id = desk.found(kNoon, {held(Priority::p0)})[0].alert.id;
  CHECK(desk.inbox->tick(kNoon + kHour)->empty());
  desk.inbox->mark_told(std::vector{id}, kNoon + kHour);
  CHECK(desk.inbox->tick(kNoon + kHour + 14 * kMinute)->empty());
  const auto escalated = desk.inbox->tick(kNoon + kHour + 15 * kMinute);
  REQUIRE(escalated->size() == 1);
  CHECK(escalated->front().happened == Happened::escalated);
  CHECK(desk.inbox->tick(kNoon + 3 * kHour)->empty());
}

TEST_CASE("what was acknowledged is not escalated, and remembers by whom") {
  Desk desk;
  const auto id = desk.found(kNoon, {held(Priority::p0)})[0].alert.id;
  desk.inbox->mark_told(std::vector{id}, kNoon);
  const auto done = desk.inbox->acknowledge({.ids = {id}, .who = "anna", .now = kNoon + kMinute});
  REQUIRE(done);
  CHECK(done->front().acknowledged_by == "anna");
  CHECK(desk.inbox->tick(kNoon + kHour)->empty());
  const auto open = desk.inbox->reopen({.ids = {id}, .who = "anna", .now = kNoon + kHour});
  CHECK_FALSE(open->front().acknowledged);
  CHECK(desk.inbox->tick(kNoon + 2 * kHour)->size() == 1);
}

TEST_CASE("nobody acts on another seller's alerts, nor on half of a list") {
  Desk desk;
  desk.found(kNoon, {spike("1", 500, "17"), spike("2", 500, "18")}, {"demand-spike"});
  const auto all = desk.inbox->unresolved();
  const std::vector ids{all[0].id, all[1].id};
  const auto refused = desk.inbox->acknowledge(
      {.ids = ids, .who = "17", .among = domain::AlertsWanted{.marketplace = "DE", .seller = "17"}, .now = kNoon});
  REQUIRE_FALSE(refused);
  CHECK(refused.error().code == Code::not_found);
  for (const auto& alert : desk.inbox->unresolved()) CHECK(alert.state == AlertState::open);
  desk.found(kNoon + kHour, {}, {"demand-spike"});
  const auto late = desk.inbox->acknowledge({.ids = ids, .who = "anna", .now = kNoon});
  CHECK(late.error().code == Code::conflict);
}

TEST_CASE("a list has what somebody wants, the newest first, page by page") {
  Desk desk;
  desk.found(kNoon, {held(), spike("1", 500, "17"), spike("2", 500, "18")}, {"demand-spike", "load-held"});
  CHECK(desk.inbox->list({}, 10)->size() == 3);
  CHECK(desk.inbox->list({.marketplace = "FR"}, 10)->empty());
  CHECK(desk.inbox->list({.seller = "18"}, 10)->size() == 1);
  CHECK(desk.inbox->list({.for_sellers = true}, 10)->size() == 2);
  CHECK(desk.inbox->list({.for_sellers = false}, 10)->front().rule == "load-held");
  CHECK(desk.inbox->list({.priorities = {Priority::p1}}, 10)->front().rule == "load-held");
  CHECK(desk.inbox->list({.states = {AlertState::resolved, AlertState::snoozed}}, 10)->empty());
  CHECK(desk.inbox->list({.rule = "demand-spike"}, 10)->size() == 2);
  const auto first = desk.inbox->list({}, 2);
  REQUIRE(first->size() == 2);
  CHECK(first->at(0).id > first->at(1).id);
  CHECK(desk.inbox->list({.before = first->at(1).id}, 2)->size() == 1);
}

TEST_CASE("a summary counts what is open however old, and of what ended only the last thirty days") {
  Desk desk;
  const Instant long_ago = kNoon - 60 * kDaySeconds;
  desk.found(long_ago, {spike("1", 0), spike("2", 0)}, {"demand-spike"});
  desk.found(long_ago + kHour, {spike("2", 0)}, {"demand-spike"});
  desk.found(kNoon - kDaySeconds, {spike("2", 0), spike("3", 0), spike("4", 0)}, {"demand-spike"});
  const auto third = desk.inbox->list({}, 10).value().at(1);
  REQUIRE(desk.inbox->acknowledge({.ids = {third.id}, .who = "ann", .now = kNoon - kDaySeconds + 300}));
  desk.found(kNoon - kDaySeconds + 2 * kHour, {spike("2", 0), spike("4", 0)}, {"demand-spike"});

  const auto all = desk.inbox->summary({}, kNoon).value();
  CHECK(all.open == std::array<std::int64_t, 4>{0, 0, 2, 0});
  CHECK(all.acknowledged == 0);
  CHECK(all.raised == 2);
  CHECK(all.resolved == 1);
  CHECK(all.seconds_to_acknowledge == 300);
  CHECK(all.seconds_to_resolve == 2 * kHour);
  CHECK(desk.inbox->summary({.priorities = {Priority::p1}}, kNoon).value().open == std::array<std::int64_t, 4>{});
  CHECK(desk.inbox->summary({.seller = "18"}, kNoon).value().raised == 0);
}

TEST_CASE("what was resolved long ago is forgotten, and what is open is not") {
  Desk desk;
  desk.found(kNoon, {spike("1", 0), spike("2", 0)}, {"demand-spike"});
  desk.found(kNoon + kHour, {spike("2", 0)}, {"demand-spike"});
  REQUIRE(desk.inbox->forget(kNoon + kHour));
  CHECK(desk.inbox->list({}, 10).value().size() == 2);
  REQUIRE(desk.inbox->forget(kNoon + 500 * kDaySeconds));
  const auto left = desk.inbox->list({}, 10).value();
  REQUIRE(left.size() == 1);
  CHECK(left[0].subject == "product:2");
}

}  // namespace shelfcast::monitor
