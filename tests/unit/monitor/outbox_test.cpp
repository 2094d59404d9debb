// SPDX-License-Identifier: Apache-2.0
#include "shelfcast/monitor/outbox.hpp"

#include "support/temp_folder.hpp"
#include "unit/monitor/some_alerts.hpp"

#include <catch2/catch.hpp>

#include <array>

using namespace shelfcast;
using monitor::Channel;
using monitor::Outbox;
using monitor::Refusal;
using testing::kNoon;
using testing::letter_of;
using testing::spike;

namespace {

const Refusal kLater{.error = {Code::unavailable, "shop.example", "nobody answers"}};
const Refusal kNever{.error = {Code::rejected, "shop.example", "there is no such mailbox"}};

struct Post {
  testing::TempFolder folder;
  std::unique_ptr<storage::Database> database = storage::Database::open(folder.path() / "catalogue.db").value();
  Outbox outbox{*database};

  [[nodiscard]] std::vector<monitor::KeptLetter> due(Instant now) const {
    return outbox.due(Channel::webhook, now, 10).value();
  }
};

}  // namespace

TEST_CASE("a letter is kept whole until it is delivered, and one key is one letter") {
  Post post;
  REQUIRE(post.outbox.put(letter_of("a", spike(1)), kNoon));
  REQUIRE(post.outbox.put(letter_of("a", spike(2)), kNoon + 5));
  const auto due = post.due(kNoon);
  REQUIRE(due.size() == 1);
  CHECK(due[0].letter.key == "a");
  CHECK(due[0].letter.recipient == "on-call");
  CHECK(due[0].letter.happened == monitor::Happened::raised);
  REQUIRE(due[0].letter.alerts.size() == 1);
  CHECK(due[0].letter.alerts[0].id == 1);
  CHECK(due[0].letter.alerts[0].sentence == spike(1).sentence);
  CHECK(due[0].letter.alerts[0].money == 123'450);
  CHECK(due[0].written == kNoon);
  CHECK(post.due(kNoon - 1).empty());
  CHECK(post.outbox.due(Channel::email, kNoon, 10).value().empty());

  REQUIRE(post.outbox.delivered(due[0].id, kNoon + 1));
  CHECK(post.due(kNoon + kDaySeconds).empty());
  REQUIRE(post.outbox.put(letter_of("a", spike(1)), kNoon + 9));
  CHECK(post.due(kNoon + kDaySeconds).empty());
  const auto counts = post.outbox.counts().value();
  CHECK(counts.waiting == 0);
  CHECK(counts.delivered == 1);
  CHECK(counts.dead == 0);
}

TEST_CASE("a letter that failed is due again after 30 s, then twice as long each time up to an hour") {
  Post post;
  REQUIRE(post.outbox.put(letter_of("a", spike(1)), kNoon));
  Instant now = kNoon;
  for (const std::int64_t wait : {30, 60, 120, 240, 480, 960, 1920, 3600, 3600}) {
    const auto kept = post.due(now);
    REQUIRE(kept.size() == 1);
    CHECK(post.outbox.failed(kept[0], kLater, now) == false);
    CHECK(post.due(now + wait - 1).empty());
    now = now + wait;
  }
  const auto last = post.due(now);
  REQUIRE(last.size() == 1);
  CHECK(last[0].attempts == 9);
  CHECK(last[0].problem == "shop.example: nobody answers");
}

TEST_CASE("a letter waits as long as the other side asked for, but no longer than a day") {
  Post post;
  REQUIRE(post.outbox.put(letter_of("a", spike(1)), kNoon));
  Refusal asked = kLater;
  asked.wait_seconds = 300;
  REQUIRE(post.outbox.failed(post.due(kNoon).at(0), asked, kNoon));
  CHECK(post.due(kNoon + 299).empty());
  asked.wait_seconds = 1'000'000'000;
  REQUIRE(post.outbox.failed(post.due(kNoon + 300).at(0), asked, kNoon + 300));
  CHECK(post.due(kNoon + 300 + kDaySeconds).size() == 1);
}

TEST_CASE("a letter is dead at once where it was rejected, and after a day in vain") {
  Post post;
  REQUIRE(post.outbox.put(letter_of("rejected", spike(1)), kNoon));
  CHECK(post.outbox.failed(post.due(kNoon).at(0), kNever, kNoon) == true);
  REQUIRE(post.outbox.put(letter_of("in vain", spike(2)), kNoon));
  CHECK(post.outbox.failed(post.due(kNoon).at(0), kLater, kNoon + kDaySeconds - 1) == false);
  const Instant next_day = kNoon + kDaySeconds + kHour;
  CHECK(post.outbox.failed(post.due(next_day).at(0), kLater, next_day) == true);

  const auto dead = post.outbox.dead({}, 10).value();
  REQUIRE(dead.size() == 2);
  CHECK(dead[0].letter.key == "in vain");
  CHECK(dead[1].problem == "shop.example: there is no such mailbox");
  CHECK(post.outbox.dead(dead[0].id, 10).value().size() == 1);
  CHECK(post.outbox.dead({}, 1).value().size() == 1);
  CHECK(post.outbox.died_since(kNoon) == 2);
  CHECK(post.outbox.died_since(kNoon + 1) == 1);
}

TEST_CASE("a dead letter is sent once more when somebody says so, and no other") {
  Post post;
  REQUIRE(post.outbox.put(letter_of("a", spike(1)), kNoon));
  const auto id = post.due(kNoon).at(0).id;
  CHECK(post.outbox.again(std::array{id}, kNoon).error().code == Code::conflict);
  REQUIRE(post.outbox.failed(post.due(kNoon).at(0), kNever, kNoon));
  CHECK(post.outbox.again(std::array{id, id + 1}, kNoon).error().code == Code::not_found);
  CHECK(post.outbox.counts().value().dead == 1);  // all of them or none
  REQUIRE(post.outbox.again(std::array{id}, kNoon + 3 * kDaySeconds));
  CHECK(post.due(kNoon + 3 * kDaySeconds).at(0).letter.key == "a");
  CHECK(post.outbox.counts().value().dead == 0);
}

TEST_CASE("letters that were put off are not due before, and have not failed") {
  Post post;
  REQUIRE(post.outbox.put(letter_of("a", spike(1)), kNoon));
  const std::vector<std::int64_t> ids{post.due(kNoon).at(0).id};
  REQUIRE(post.outbox.put_off(ids, kNoon + 40));
  CHECK(post.due(kNoon + 39).empty());
  CHECK(post.due(kNoon + 40).at(0).attempts == 0);
}

TEST_CASE("an alert counts once against what a recipient is told, in however many letters it comes") {
  Post post;
  const auto put = [&](monitor::Letter letter, Instant at) { REQUIRE(post.outbox.put(letter, at)); };
  put(letter_of("1", spike(1), Channel::email, "seller DE 17"), kNoon);
  put(letter_of("2", spike(1), Channel::slack, "seller DE 17"), kNoon);
  put(letter_of("3", spike(2), Channel::email, "seller DE 17"), kNoon + 10);
  put(letter_of("4", spike(3), Channel::email, "seller DE 18"), kNoon + 10);
  auto digest = letter_of("5", spike(4), Channel::webhook, "seller DE 17");
  digest.alerts.push_back(spike(5));
  put(digest, kNoon + 20);
  CHECK(post.outbox.told_since("seller DE 17", kNoon) == 4);
  CHECK(post.outbox.told_since("seller DE 17", kNoon + 10) == 3);
  CHECK(post.outbox.told_since("seller DE 17", kNoon + 21) == 0);
  CHECK(post.outbox.told_since("seller DE 18", kNoon) == 1);
  REQUIRE(post.outbox.failed(post.due(kNoon + 20).at(0), kNever, kNoon + 20));
  CHECK(post.outbox.told_since("seller DE 17", kNoon) == 2);
}

TEST_CASE("what was delivered is forgotten after 30 days, what died is not") {
  Post post;
  REQUIRE(post.outbox.put(letter_of("delivered", spike(1)), kNoon));
  REQUIRE(post.outbox.delivered(post.due(kNoon).at(0).id, kNoon));
  REQUIRE(post.outbox.put(letter_of("dead", spike(1)), kNoon));
  REQUIRE(post.outbox.failed(post.due(kNoon).at(0), kNever, kNoon));
  REQUIRE(post.outbox.sweep(kNoon + 30 * kDaySeconds - 1));
  CHECK(post.outbox.counts().value().delivered == 1);
  REQUIRE(post.outbox.sweep(kNoon + 30 * kDaySeconds));
  CHECK(post.outbox.counts().value().delivered == 0);
  CHECK(post.outbox.counts().value().dead == 1);
}

TEST_CASE("a letter that cannot be read any more tells of no alerts, and holds up no other") {
  Post post;
  REQUIRE(post.outbox.put(letter_of("a", spike(1)), kNoon));
  REQUIRE(post.outbox.put(letter_of("b", spike(2)), kNoon));
  REQUIRE(post.database->write("test", [](storage::Database& open) -> Result<void> {
    auto spoil = open.prepare("UPDATE letter SET json = '{\"happened\": \"eaten\", \"alerts\": [1]}' WHERE key = 'a'");
    REQUIRE(spoil->step());
    return {};
  }));
  const auto due = post.due(kNoon);
  REQUIRE(due.size() == 2);
  CHECK(due[0].letter.alerts.empty());
  CHECK(due[1].letter.alerts.size() == 1);
}
