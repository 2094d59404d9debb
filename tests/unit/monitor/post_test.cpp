// SPDX-License-Identifier: Apache-2.0
#include "shelfcast/monitor/post.hpp"

#include "support/temp_folder.hpp"

#include <catch2/catch.hpp>

#include <map>
#include <string>
#include <vector>

namespace shelfcast::monitor {
namespace {

using domain::Cadence;
using domain::Priority;

/// A Tuesday, ten o'clock UTC.
const Instant kNow = parse_instant("2025-11-18T10:00:00Z").value();

struct Office {
  testing::TempFolder folder;
  std::unique_ptr<storage::Database> database = storage::Database::open(folder.path() / "c.db").value();
  std::unique_ptr<Inbox> inbox = Inbox::open(*database).value();
  Outbox outbox{*database};
  Preferences preferences{*database};
  TimeZone zone = TimeZone::utc();
  Post post{{.inbox = *inbox, .outbox = outbox, .preferences = preferences},
            {.on_call = {Channel::email, Channel::sms, Channel::pagerduty}, .team = {Channel::slack}},
            [this](std::string_view) { return zone; }};

  std::vector<Change> found(Instant at, std::vector<Signal> signals, std::vector<std::string> rules) {
    return inbox
        ->take(
            {.at = at, .marketplace = "DE", .currency = "EUR", .rules = std::move(rules), .found = std::move(signals)})
        .value();
  }
  /// Letters that wait to be sent over all channels, by channel.
  std::map<Channel, std::vector<Letter>> waiting(Instant at) const {
    std::map<Channel, std::vector<Letter>> letters;
    for (const auto channel : {Channel::email, Channel::slack, Channel::pagerduty, Channel::sms, Channel::webhook}) {
      const auto due = outbox.due(channel, at, 100).value();
      for (const auto& kept : due) letters[channel].push_back(kept.letter);
    }
    return letters;
  }
  void prefer(Cadence cadence, int a_week = 5) {
    REQUIRE(preferences.keep({.marketplace = "DE",
                              .seller = "17",
                              .email = "anna@shop.example",
                              .cadence = cadence,
                              .alerts_per_week = a_week},
                             kNow));
  }
};

Signal held(Priority priority) {
  return {.rule = "load-held", .priority = priority, .sentence = "A load waits."};
}

std::vector<Signal> spikes(int count) {
  std::vector<Signal> signals;
  for (int i = 1; i <= count; ++i)
    signals.push_back({.rule = "demand-spike",
                       .subject = "product:" + std::to_string(i),
                       .seller = "17",
                       .priority = Priority::p2,
                       .sentence = "Far more.",
                       .money = 100 * i});
  return signals;
}

}  // namespace

TEST_CASE("operators are told by priority: urgently who is on call, over every way that is open, else the team") {
  Office office;
  office.found(kNow, {held(Priority::p1)}, {"load-held"});
  REQUIRE(office.post.tell(kNow));
  auto letters = office.waiting(kNow);
  CHECK(letters.size() == 3);
  REQUIRE(letters[Channel::email].size() == 1);
  CHECK(letters[Channel::email][0].recipient == kOnCall);
  CHECK(letters[Channel::email][0].alerts[0].sentence == "A load waits.");
  CHECK(letters[Channel::slack].empty());

  Office calm;
  calm.found(kNow, {held(Priority::p3)}, {"load-held"});
  REQUIRE(calm.post.tell(kNow));
  letters = calm.waiting(kNow);
  REQUIRE(letters.size() == 1);
  CHECK(letters[Channel::slack][0].recipient == kTeam);
}

TEST_CASE("the table of routes has every priority once, and no way out twice") {
  for (const auto priority : {Priority::p0, Priority::p1, Priority::p2, Priority::p3}) {
    CHECK(std::ranges::count(routes(), priority, &Route::priority) == 1);
    const auto& channels = std::ranges::find(routes(), priority, &Route::priority)->channels;
    CHECK(std::set<Channel>(channels.begin(), channels.end()).size() == channels.size());
  }
}

TEST_CASE("what was told is not told again") {
  Office office;
  office.found(kNow, {held(Priority::p1)}, {"load-held"});
  REQUIRE(office.post.tell(kNow));
  REQUIRE(office.post.tell(kNow + 60));
  CHECK(office.waiting(kNow + 60)[Channel::email].size() == 1);
}

TEST_CASE("who was told of a beginning is told of the end") {
  Office office;
  office.found(kNow, {held(Priority::p1)}, {"load-held"});
  REQUIRE(office.post.tell(kNow));
  REQUIRE(office.post.tell_of(office.found(kNow + kHour, {}, {"load-held"}), kNow + kHour));
  const auto letters = office.waiting(kNow + kHour);
  REQUIRE(letters.at(Channel::pagerduty).size() == 2);
  CHECK(letters.at(Channel::pagerduty)[1].happened == Happened::resolved);
}

TEST_CASE("of what ended before anybody was told, nobody is told") {
  Office office;
  office.found(kNow, {held(Priority::p1)}, {"load-held"});
  REQUIRE(office.post.tell_of(office.found(kNow + kHour, {}, {"load-held"}), kNow + kHour));
  CHECK(office.waiting(kNow + kHour).empty());
}

TEST_CASE("what the team leaves alone escalates to who is on call") {
  Office office;
  office.found(kNow, {held(Priority::p2)}, {"load-held"});
  REQUIRE(office.post.tell(kNow));
  const auto escalated = office.inbox->tick(kNow + kDaySeconds);
  REQUIRE(office.post.tell_of(*escalated, kNow + kDaySeconds));
  const auto letters = office.waiting(kNow + kDaySeconds);
  REQUIRE(letters.at(Channel::sms).size() == 1);
  CHECK(letters.at(Channel::sms)[0].happened == Happened::escalated);
}

TEST_CASE("a seller is told at once of the most money, and of no more a week than it wants") {
  Office office;
  office.prefer(Cadence::immediate, 3);
  office.found(kNow, spikes(5), {"demand-spike"});
  REQUIRE(office.post.tell(kNow));
  auto letters = office.waiting(kNow)[Channel::email];
  REQUIRE(letters.size() == 3);
  CHECK(letters[0].alerts[0].money == 500);
  CHECK(letters[2].alerts[0].money == 300);
  REQUIRE(office.post.tell(kNow + 6 * kDaySeconds));
  CHECK(office.waiting(kNow + 6 * kDaySeconds)[Channel::email].size() == 3);
  REQUIRE(office.post.tell(kNow + 7 * kDaySeconds + 60));
  CHECK(office.waiting(kNow + 8 * kDaySeconds)[Channel::email].size() == 5);
}

TEST_CASE("a daily digest comes in the morning, as one letter of what was raised before") {
  Office office;
  office.prefer(Cadence::daily);
  office.found(kNow, spikes(2), {"demand-spike"});
  REQUIRE(office.post.tell(kNow));
  CHECK(office.waiting(kNow).empty());
  const Instant six = parse_instant("2025-11-19T06:00:00Z").value();
  REQUIRE(office.post.tell(six - 1));
  CHECK(office.waiting(six).empty());
  REQUIRE(office.post.tell(six));
  const auto letters = office.waiting(six)[Channel::email];
  REQUIRE(letters.size() == 1);
  CHECK(letters[0].happened == Happened::digest);
  REQUIRE(letters[0].alerts.size() == 2);
  CHECK(letters[0].alerts[0].money == 200);
}

TEST_CASE("the morning of a daily digest is the marketplace's own, also when its clocks were changed that night") {
  Office office;
  office.zone = TimeZone::find("America/New_York").value();
  office.prefer(Cadence::daily);
  office.found(parse_instant("2025-11-01T20:00:00Z").value(), spikes(1), {"demand-spike"});
  const Instant six = parse_instant("2025-11-02T11:00:00Z").value();
  REQUIRE(office.post.tell(six - 1));
  CHECK(office.waiting(six)[Channel::email].empty());
  REQUIRE(office.post.tell(six));
  CHECK(office.waiting(six)[Channel::email].size() == 1);
}

TEST_CASE("whom a letter is for can be told from its address") {
  const auto whose = seller_addressed(recipient_of("DE", "Tea & more"));
  REQUIRE(whose);
  CHECK(whose->marketplace == "DE");
  CHECK(whose->seller == "Tea & more");
  CHECK_FALSE(seller_addressed(kOnCall));
  CHECK_FALSE(seller_addressed("seller DE"));
}

TEST_CASE("an hourly digest comes at the full hour") {
  Office office;
  office.prefer(Cadence::hourly);
  office.found(kNow + 60, spikes(1), {"demand-spike"});
  REQUIRE(office.post.tell(kNow + kHour - 1));
  CHECK(office.waiting(kNow + kHour).empty());
  REQUIRE(office.post.tell(kNow + kHour));
  CHECK(office.waiting(kNow + kHour)[Channel::email].size() == 1);
}

TEST_CASE("a seller is told neither of what it muted nor of what is less urgent than it wants") {
  Office office;
  REQUIRE(office.preferences.keep(
      {.marketplace = "DE", .seller = "17", .email = "a@b", .cadence = Cadence::immediate, .least = Priority::p1},
      kNow));
  office.found(kNow, spikes(2), {"demand-spike"});
  REQUIRE(office.post.tell(kNow));
  CHECK(office.waiting(kNow).empty());
  REQUIRE(office.preferences.keep(
      {.marketplace = "DE", .seller = "17", .email = "a@b", .cadence = Cadence::immediate, .muted = {"demand-spike"}},
      kNow));
  REQUIRE(office.post.tell(kNow));
  CHECK(office.waiting(kNow).empty());
}

TEST_CASE("preferences are kept whole, and are the defaults before") {
  Office office;
  const auto before = office.preferences.of("DE", "17");
  CHECK(before->cadence == Cadence::daily);
  CHECK(before->alerts_per_week == 5);
  CHECK(before->email.empty());
  REQUIRE(office.preferences.keep({.marketplace = "DE",
                                   .seller = "17",
                                   .webhook = "https://shop.example/hook",
                                   .secret = "0123456789abcdef",
                                   .thresholds = {{"demand-spike", 0.8}}},
                                  kNow));
  const auto after = office.preferences.of("DE", "17");
  CHECK(after->secret == "0123456789abcdef");
  CHECK(after->thresholds.at("demand-spike") == 0.8);
  CHECK(office.preferences.of("DE", "18")->webhook.empty());
  CHECK(office.preferences.all()->size() == 1);
}

}  // namespace shelfcast::monitor
