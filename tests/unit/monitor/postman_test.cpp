// SPDX-License-Identifier: Apache-2.0
#include "shelfcast/monitor/postman.hpp"

#include "shelfcast/telemetry/health.hpp"
#include "shelfcast/telemetry/metrics.hpp"
#include "support/temp_folder.hpp"
#include "unit/monitor/some_alerts.hpp"

#include <catch2/catch.hpp>

#include <algorithm>
#include <functional>
#include <latch>
#include <mutex>
#include <thread>

using namespace shelfcast;
using monitor::Address;
using monitor::Channel;
using monitor::Letter;
using monitor::Sent;
using testing::kNoon;
using testing::letter_of;
using testing::spike;

namespace {

/// Writes down what it is to send, and then does as it was told.
class Notebook final : public monitor::Notifier {
 public:
  Sent send(const Address& address, const Letter& letter) override {
    {
      const std::scoped_lock lock(writing_);
      sent_.push_back(letter.key);
    }
    return answer(address, letter);
  }
  [[nodiscard]] std::vector<std::string> sent() {
    const std::scoped_lock lock(writing_);
    auto keys = sent_;
    std::ranges::sort(keys);
    return keys;
  }
  std::function<Sent(const Address&, const Letter&)> answer = [](const auto&, const auto&) { return Sent(); };

 private:
  std::mutex writing_;
  std::vector<std::string> sent_;
};

using Keys = std::vector<std::string>;

struct Office {
  testing::TempFolder folder;
  std::unique_ptr<storage::Database> database = storage::Database::open(folder.path() / "catalogue.db").value();
  monitor::Outbox outbox{*database};
  monitor::Notifiers notifiers;
  Notebook* webhook = new_notebook(Channel::webhook);
  Notebook* email = new_notebook(Channel::email);
  monitor::AddressBook book = [](std::string_view recipient, Channel) -> Result<Address> {
    return Address{.to = fmt_url(recipient), .secret = {}};
  };
  monitor::Postman postman{outbox, notifiers,
                           [this](std::string_view recipient, Channel channel) { return book(recipient, channel); }};

  void put(const Letter& letter, Instant at = kNoon) { REQUIRE(outbox.put(letter, at)); }
  void deliver(Instant now) {
    postman.deliver(now);
    postman.wait();
  }

 private:
  Notebook* new_notebook(Channel channel) {
    auto made = std::make_unique<Notebook>();
    Notebook* const notebook = made.get();
    notifiers.at(static_cast<std::size_t>(channel)) = std::move(made);
    return notebook;
  }
  static std::string fmt_url(std::string_view host) { return "https://" + std::string(host) + "/hook"; }
};

telemetry::Condition condition() {
  const auto flags = telemetry::health();
  return std::ranges::find(flags, "alert delivery", &telemetry::HealthFlag::name)->condition;
}

double counted(const std::string& channel, const std::string& outcome) {
  const std::string line = "shelfcast_alert_deliveries_total{channel=\"" + channel + "\",outcome=\"" + outcome + "\"} ";
  const std::string all = telemetry::prometheus_text();
  const auto at = all.find(line);
  return at == std::string::npos ? 0 : std::stod(all.substr(at + line.size()));
}

}  // namespace

TEST_CASE("what is due is sent once, over its channel, and counted") {
  Office office;
  const double before = counted("webhook", "delivered");
  office.put(letter_of("hook", spike(1)));
  office.put(letter_of("mail", spike(1), Channel::email));
  office.put(letter_of("tomorrow", spike(2)), kNoon + kDaySeconds);
  office.deliver(kNoon);
  office.deliver(kNoon + 1);
  CHECK(office.webhook->sent() == Keys{"hook"});
  CHECK(office.email->sent() == Keys{"mail"});
  CHECK(office.outbox.counts()->delivered == 2);
  CHECK(counted("webhook", "delivered") - before == 1);
}

TEST_CASE("a letter that was sent when the process ended is sent again under its key by the next") {
  Office office;
  office.put(letter_of("once", spike(1)));
  // The process ends between sending and noting.
  const auto kept = office.outbox.due(Channel::webhook, kNoon, 1).value().at(0);
  REQUIRE(office.webhook->send({}, kept.letter));
  const auto reopened = storage::Database::open(office.folder.path() / "catalogue.db").value();
  monitor::Outbox outbox(*reopened);
  monitor::Postman next(outbox, office.notifiers, office.book);
  next.deliver(kNoon + 1);
  next.wait();
  CHECK(office.webhook->sent() == Keys{"once", "once"});
  CHECK(outbox.counts()->delivered == 1);
}

TEST_CASE("a failing letter is sent again later, and its recipient is left alone until then") {
  Office office;
  const double before = counted("webhook", "failed");
  office.webhook->answer = [](const auto&, const auto&) { return monitor::refuse(Code::unavailable, "", "busy"); };
  office.put(letter_of("first", spike(1)));
  office.deliver(kNoon);
  office.put(letter_of("second", spike(2)));
  office.put(letter_of("of another", spike(3), Channel::webhook, "team"));
  office.deliver(kNoon + 29);
  CHECK(office.webhook->sent() == Keys{"first", "of another"});
  CHECK(counted("webhook", "failed") - before == 2);
  office.webhook->answer = [](const auto&, const auto&) { return Sent(); };
  office.deliver(kNoon + 30);
  CHECK(office.webhook->sent() == Keys{"first", "first", "of another", "second"});
  CHECK(office.outbox.counts()->waiting == 1);
}

TEST_CASE("who asks to be left alone for a while is") {
  Office office;
  office.webhook->answer = [](const auto&, const auto&) {
    return std::unexpected(monitor::Refusal{.error = {Code::unavailable, "", "too many"}, .wait_seconds = 900});
  };
  office.put(letter_of("first", spike(1)));
  office.deliver(kNoon);
  office.put(letter_of("second", spike(2)));
  office.deliver(kNoon + 899);
  CHECK(office.webhook->sent() == Keys{"first"});
  office.deliver(kNoon + 900);
  CHECK(office.webhook->sent().size() >= 2);
}

TEST_CASE("a rejected letter dies, which is seen for a day") {
  Office office;
  office.webhook->answer = [](const auto&, const auto&) { return monitor::refuse(Code::rejected, "", "gone"); };
  office.put(letter_of("a", spike(1)));
  office.deliver(kNoon);
  CHECK(office.outbox.counts()->dead == 1);
  office.deliver(kNoon + 1);
  CHECK(condition() == telemetry::Condition::degraded);
  office.deliver(kNoon + kDaySeconds);
  CHECK(condition() == telemetry::Condition::degraded);
  office.deliver(kNoon + kDaySeconds + 60);
  CHECK(condition() == telemetry::Condition::ok);
  CHECK(office.webhook->sent() == Keys{"a"});
}

TEST_CASE("what cannot be addressed, has no way out or tells of nothing dies without being sent") {
  Office office;
  office.put(letter_of("no way out", spike(1), Channel::sms));
  auto empty = letter_of("empty", spike(1));
  empty.alerts.clear();
  office.put(empty);
  office.put(letter_of("nobody", spike(1), Channel::email));
  office.book = [](std::string_view recipient, Channel channel) -> Result<Address> {
    if (channel == Channel::email) return fail(Code::not_found, std::string(recipient), "has no address");
    return Address{};
  };
  office.deliver(kNoon);
  CHECK(office.webhook->sent().empty());
  CHECK(office.email->sent().empty());
  const auto dead = office.outbox.dead({}, 10).value();
  REQUIRE(dead.size() == 3);
  CHECK(dead[0].problem == "on-call: on-call: has no address");
  CHECK(dead[1].problem == "on-call: the letter tells of nothing that can be read");
  CHECK(dead[2].problem == "on-call: sms is not set up");
}

TEST_CASE("while the address book cannot be read a letter waits") {
  Office office;
  office.put(letter_of("a", spike(1)));
  office.book = [](std::string_view, Channel) -> Result<Address> {
    return fail(Code::unavailable, "catalogue.db", "the disk is away");
  };
  office.deliver(kNoon);
  CHECK(office.outbox.counts()->waiting == 1);
  office.book = [](std::string_view, Channel) -> Result<Address> { return Address{}; };
  office.deliver(kNoon + 30);
  CHECK(office.outbox.counts()->delivered == 1);
}

TEST_CASE("a host that does not answer holds up no other host and no other channel") {
  Office office;
  std::latch answered(1);
  office.webhook->answer = [&](const Address& address, const Letter&) {
    if (address.to.starts_with("https://slow/")) answered.wait();
    return Sent();
  };
  for (int i = 0; i < 20; ++i) office.put(letter_of("slow " + std::to_string(i), spike(i), Channel::webhook, "slow"));
  office.put(letter_of("quick", spike(30), Channel::webhook, "quick"));
  office.put(letter_of("mail", spike(31), Channel::email, "quick"));
  office.postman.deliver(kNoon);
  while (office.outbox.counts()->delivered < 2) std::this_thread::yield();
  office.postman.deliver(kNoon);  // again: what is on its way is not sent twice
  CHECK(office.webhook->sent().size() == 2);
  answered.count_down();
  office.postman.wait();
  CHECK(office.outbox.counts()->delivered == 22);
  CHECK(office.webhook->sent().size() == 21);
}

TEST_CASE("a letter that was sent is not sent again while that cannot be noted") {
  Office office;
  office.put(letter_of("a", spike(1)));
  const auto run = [&](const char* sql) {
    REQUIRE(office.database->write("test", [&](storage::Database& open) -> Result<void> {
      REQUIRE(open.prepare(sql)->step());
      return {};
    }));
  };
  run("CREATE TRIGGER full BEFORE UPDATE ON letter BEGIN SELECT raise(ABORT, 'the disk is full'); END");
  office.deliver(kNoon);
  office.deliver(kNoon + 1);
  CHECK(office.outbox.counts()->waiting == 1);
  run("DROP TRIGGER full");
  office.deliver(kNoon + 2);
  CHECK(office.outbox.counts()->delivered == 1);
  CHECK(office.webhook->sent() == Keys{"a"});
}
