// SPDX-License-Identifier: Apache-2.0
// What every Notifier promises, told to a server that speaks its protocol. A new channel is tested by being one.
#include "shelfcast/monitor/channels.hpp"

#include "support/alert_services.hpp"
#include "support/redis_server.hpp"
#include "unit/monitor/some_alerts.hpp"

#include <catch2/catch.hpp>

#include <cstdlib>
#include <thread>

using namespace shelfcast;
using monitor::Address;
using monitor::Channel;
using monitor::ChannelOptions;
using monitor::Letter;
using testing::AlertServices;
using testing::kNoon;
using testing::letter_of;
using testing::spike;

namespace {

const FixedClock kClock(kNoon);

bool can_be_tested() {
  const std::string missing = AlertServices::shared().missing();
  if (missing.empty()) return true;
  if (std::getenv("SHELFCAST_STRICT") != nullptr) FAIL(missing << ", and --strict allows no skipping");
  WARN(missing << ": ways out are not tested");
  return false;
}

AlertServices& services(const std::string& mode) {
  AlertServices::shared().behave(mode);
  return AlertServices::shared();
}

Channel each_channel() {
  return static_cast<Channel>(GENERATE(range(0, static_cast<int>(monitor::kChannels.size()))));
}

monitor::Sent send(const ChannelOptions& options, const Address& address, const Letter& letter) {
  const auto notifiers = monitor::make_notifiers(options, kClock);
  REQUIRE(notifiers);
  return notifiers->at(static_cast<std::size_t>(letter.channel))->send(address, letter);
}

monitor::Sent send(const Letter& letter) {
  const auto& there = AlertServices::shared();
  return send(there.options(), there.address(letter.channel), letter);
}

/// All that is sent goes to this port of the loopback address, and nobody is waited for long.
monitor::Sent send_to(std::uint16_t port, Channel channel) {
  auto options = AlertServices::shared().options();
  const std::string url = fmt::format("http://127.0.0.1:{}", port);
  options.mail.port = port;
  options.sms.url = url;
  options.pagerduty_url = url;
  options.patience = std::chrono::milliseconds(300);
  return send(options, {.to = channel == Channel::email ? "ann@shop.example" : url, .secret = "x", .by_operator = true},
              letter_of("a", spike(1), channel));
}

Code code_of(const monitor::Sent& sent) {
  REQUIRE(!sent);
  INFO(sent.error().error.text());
  return sent.error().error.code;
}

}  // namespace

TEST_CASE("each way out takes an alert to where it is read", "[contract][notifier]") {
  if (!can_be_tested()) return;
  auto& there = services("accept");
  const Channel channel = each_channel();
  CAPTURE(name_of(channel));
  const auto sent = send(letter_of("a", spike(17), channel));
  INFO((sent ? "" : sent.error().error.text()));
  REQUIRE(sent);
  const auto seen = there.seen();
  REQUIRE(seen.size() == 1);
  CHECK_THAT(seen[0]["text"], Catch::Contains("P1: Boots sold 240 this week, 80 % above the forecast of 133"));
}

TEST_CASE("who is told twice under one key can tell", "[contract][notifier]") {
  if (!can_be_tested()) return;
  auto& there = services("accept");
  const Channel channel = each_channel();
  CAPTURE(name_of(channel));
  REQUIRE(send(letter_of("one", spike(1), channel)));
  REQUIRE(send(letter_of("one", spike(1), channel)));
  REQUIRE(send(letter_of("other", spike(2), channel)));
  const auto seen = there.seen();
  REQUIRE(seen.size() == 3);
  CHECK(seen[0]["id"] == seen[1]["id"]);
  CHECK(seen[0]["id"] != seen[2]["id"]);
}

TEST_CASE("what the other side will never take is rejected, in its words", "[contract][notifier]") {
  if (!can_be_tested()) return;
  auto& there = services("refuse");
  const Channel channel = each_channel();
  CAPTURE(name_of(channel));
  const auto sent = send(letter_of("a", spike(1), channel));
  CHECK(code_of(sent) == Code::rejected);
  CHECK_THAT(sent.error().error.sentence,
             Catch::Contains(channel == Channel::email ? "no such mailbox" : "invalid_token"));
  CHECK(there.seen().empty());
}

TEST_CASE("a busy or broken server is told later, when it said", "[contract][notifier]") {
  if (!can_be_tested()) return;
  const Channel channel = each_channel();
  CAPTURE(name_of(channel));
  services("busy");
  const auto busy = send(letter_of("a", spike(1), channel));
  CHECK(code_of(busy) == Code::unavailable);
  CHECK(busy.error().wait_seconds == (channel == Channel::email ? 0 : 7));
  services("broken");
  CHECK(code_of(send(letter_of("a", spike(1), channel))) == Code::unavailable);
}

TEST_CASE("nobody, a deaf one, one that closes and one that never ends are told later, without much waiting",
          "[contract][notifier]") {
  if (!can_be_tested()) return;
  auto& there = services("accept");
  const Channel channel = each_channel();
  CAPTURE(name_of(channel));
  const double begun = stopwatch_seconds();
  CHECK(code_of(send_to(testing::DeafServer().port(), channel)) == Code::unavailable);
  const testing::DeafServer deaf;
  CHECK(code_of(send_to(deaf.port(), channel)) == Code::unavailable);
  CHECK(code_of(send_to(there.port("closing"), channel)) == Code::unavailable);
  const auto flooded = send_to(there.port(channel == Channel::email ? "flooding_mail" : "flooding_web"), channel);
  CHECK(code_of(flooded) == Code::unavailable);
  CHECK(stopwatch_seconds() - begun < 20);
}

TEST_CASE("a server that hangs in the middle is given up, at once where the process ends", "[contract][notifier]") {
  if (!can_be_tested()) return;
  auto& there = services("hang");
  const Channel channel = each_channel();
  CAPTURE(name_of(channel));
  auto options = there.options();
  options.patience = std::chrono::milliseconds(300);
  CHECK(code_of(send(options, there.address(channel), letter_of("a", spike(1), channel))) == Code::unavailable);

  std::stop_source ending;
  options.patience = std::chrono::seconds(60);
  options.stopping = ending.get_token();
  const double begun = stopwatch_seconds();
  // Not before it hangs: what is left unread by then would be taken in the next test.
  const std::jthread end([&, before = there.hung(0)] {
    there.hung(before + 1);
    ending.request_stop();
  });
  CHECK(code_of(send(options, there.address(channel), letter_of("a", spike(1), channel))) == Code::unavailable);
  CHECK(stopwatch_seconds() - begun < 20);
}

TEST_CASE("hostile texts arrive, and do nothing", "[contract][notifier]") {
  if (!can_be_tested()) return;
  auto& there = services("accept");
  const Channel channel = each_channel();
  CAPTURE(name_of(channel));
  auto alert = spike(1);
  const std::string text =
      "Boots\r\nBcc: all@evil.example\r\n\r\n.\r\n<script>alert(1)</script> <!channel> & \"=?\" 👟";
  const std::string much = std::string(10'000, 'x') + std::string(1'000, '.');
  alert.sentence = text + much + "\r\n.\r\nMAIL FROM:<evil@evil.example>\r\n";
  alert.subject_name = alert.rule = alert.marketplace = text;
  const auto sent = send(letter_of("a", alert, channel));
  INFO((sent ? "" : sent.error().error.text()));
  REQUIRE(sent);
  const auto seen = there.seen();
  REQUIRE(seen.size() == 1);
  const std::string told = seen[0]["text"];
  CHECK_THAT(told, Catch::Contains("Boots  Bcc: all@evil.example    .  "));
  if (channel == Channel::email) {
    CHECK(seen[0]["to"] == nlohmann::json{"ann@shop.example"});
    CHECK(!seen[0]["headers"].contains("Bcc"));
    CHECK_THAT(told, Catch::Contains("<script>alert(1)</script> <!channel> & \"=?\" 👟xxx"));
    CHECK_THAT(told, Catch::Contains(much + "  .  MAIL FROM:<evil@evil.example>"));
    CHECK_THAT(seen[0]["html"].get<std::string>(), Catch::Contains("&lt;script&gt;alert(1)&lt;/script&gt;"));
    CHECK_THAT(seen[0]["html"].get<std::string>(), !Catch::Contains("<script"));
  }
  if (channel == Channel::webhook) CHECK(seen[0]["body"]["alerts"][0]["message"] == alert.sentence);
  if (channel == Channel::pagerduty) CHECK(seen[0]["body"]["payload"]["custom_details"]["message"] == alert.sentence);
}

TEST_CASE("a mail reads well, as text and as HTML", "[contract][notifier]") {
  if (!can_be_tested()) return;
  auto& there = services("accept");
  REQUIRE(send(letter_of("a", spike(17), Channel::email)));
  const auto mail = there.seen().at(0);
  CHECK(mail["type"] == "multipart/alternative");
  CHECK(mail["from"] == "alerts@shop.example");
  CHECK(mail["hello"] == "shop.example");
  CHECK(mail["headers"]["From"] == "Shelfcast <alerts@shop.example>");
  CHECK(mail["headers"]["To"] == "ann@shop.example");
  CHECK(mail["headers"]["Subject"] == "P1: Boots sold 240 this week, 80 % above the forecast of 133");
  CHECK(mail["headers"]["Date"] == "Thu, 20 Nov 2025 12:00:00 +0000");
  CHECK(mail["headers"]["Auto-Submitted"] == "auto-generated");
  CHECK_THAT(mail["headers"]["Message-ID"].get<std::string>(), Catch::Matches("<[0-9a-f]{32}@shop\\.example>"));
  CHECK(mail["text"] ==
        "P1: Boots sold 240 this week, 80 % above the forecast of 133\n"
        "EUR 1234.50 at stake\n"
        "Since 2025-11-20 10:00 UTC\n"
        "And 2 more that follow from it\n"
        "Marketplace DE\n"
        "The alert: https://shop.example/shelfcast/alerts/17\n"
        "What to do: https://shop.example/shelfcast/runbooks/demand-spike\n");
  CHECK_THAT(mail["html"].get<std::string>(), Catch::Contains("<a href=\"https://shop.example/shelfcast/alerts/17\">"));
}

TEST_CASE("mail goes by TLS to whom it may log in at, or not at all", "[contract][notifier]") {
  if (!can_be_tested()) return;
  auto& there = services("accept");
  const auto letter = letter_of("a", spike(1), Channel::email);
  const auto address = there.address(Channel::email);
  using enum monitor::MailSecurity;
  const auto security = GENERATE(starttls, tls);
  auto options = there.options();
  options.mail.port = there.port(security == tls ? "smtps" : "starttls");
  options.mail.security = security;
  options.mail.user = "shelfcast";
  options.mail.password = "open sesame";
  REQUIRE(send(options, address, letter));
  const auto seen = there.seen();
  CHECK(seen.at(0)["encrypted"] == true);
  CHECK(seen.at(0)["login"] == true);

  auto wrong = options;
  wrong.mail.password = "guessed";
  CHECK(code_of(send(wrong, address, letter)) == Code::unavailable);
  auto nameless = options;
  nameless.mail.user.clear();
  CHECK(code_of(send(nameless, address, letter)) == Code::unavailable);
  auto distrustful = options;
  distrustful.ca_file.clear();
  CHECK(code_of(send(distrustful, address, letter)) == Code::unavailable);
  auto stripped = options;
  stripped.mail.port = there.port("smtp");
  CHECK(code_of(send(stripped, address, letter)) == Code::unavailable);
  CHECK(there.seen().size() == 1);
}

TEST_CASE("a mail that was taken is not sent again where the server never says goodbye", "[contract][notifier]") {
  if (!can_be_tested()) return;
  auto& there = services("linger");
  auto options = there.options();
  options.patience = std::chrono::seconds(1);
  CHECK(send(options, there.address(Channel::email), letter_of("a", spike(1), Channel::email)));
  CHECK(there.seen().size() == 1);
}

TEST_CASE("what is no mail address is not written to", "[contract][notifier]") {
  if (!can_be_tested()) return;
  auto& there = services("accept");
  for (const std::string to : {"", "ann", "ann@", "@shop.example", "ann@shop.example>\r\nRCPT TO:<all@evil.example",
                               "ann@shop.example, all@evil.example", "ann @shop.example"}) {
    CAPTURE(to);
    const auto sent = send(there.options(), {.to = to, .secret = {}}, letter_of("a", spike(1), Channel::email));
    CHECK(code_of(sent) == Code::rejected);
  }
  CHECK(there.seen().empty());
}

TEST_CASE("PagerDuty hears of an alert's whole life as of one incident", "[contract][notifier]") {
  if (!can_be_tested()) return;
  auto& there = services("accept");
  auto alert = spike(17);
  REQUIRE(send(letter_of("1", alert, Channel::pagerduty)));
  alert.state = domain::AlertState::acknowledged;
  REQUIRE(send(letter_of("2", alert, Channel::pagerduty)));
  auto escalated = letter_of("3", alert, Channel::pagerduty);
  escalated.happened = monitor::Happened::escalated;
  escalated.alerts[0].priority = domain::Priority::p0;
  REQUIRE(send(escalated));
  auto over = letter_of("4", alert, Channel::pagerduty);
  over.happened = monitor::Happened::resolved;
  REQUIRE(send(over));
  const auto seen = there.seen();
  REQUIRE(seen.size() == 4);
  std::vector<std::string> actions;
  for (const auto& event : seen) {
    CHECK(event["body"]["dedup_key"] == "shop.example/alerts/17");
    actions.push_back(event["body"]["event_action"]);
  }
  CHECK(actions == std::vector<std::string>{"trigger", "acknowledge", "trigger", "resolve"});
  const auto& first = seen[0]["body"];
  CHECK(first["payload"]["severity"] == "error");
  CHECK(seen[2]["body"]["payload"]["severity"] == "critical");
  CHECK(first["payload"]["source"] == "shop.example");
  CHECK(first["payload"]["timestamp"] == "2025-11-20T10:00:00Z");
  CHECK(first["payload"]["custom_details"]["measured"] == 0.8);
  CHECK(first["client_url"] == "https://shop.example/shelfcast/alerts/17");
  CHECK(first["links"][1]["href"] == "https://shop.example/shelfcast/runbooks/demand-spike");

  const auto stranger =
      send(there.options(), {.to = {}, .secret = "guessed"}, letter_of("5", alert, Channel::pagerduty));
  CHECK(code_of(stranger) == Code::rejected);
  CHECK_THAT(stranger.error().error.sentence, Catch::Contains("Invalid routing key"));
}

TEST_CASE("a digest of many alerts is one message that Slack takes", "[contract][notifier]") {
  if (!can_be_tested()) return;
  auto& there = services("accept");
  auto digest = letter_of("a", spike(1), Channel::slack);
  digest.happened = monitor::Happened::digest;
  for (int i = 2; i <= 60; ++i) digest.alerts.push_back(spike(i));
  REQUIRE(send(digest));
  const auto body = there.seen().at(0)["body"];
  CHECK(body["text"] == "60 alerts, first P1: Boots sold 240 this week, 80 % above the forecast of 133");
  REQUIRE(body["blocks"].size() == 46);
  CHECK_THAT(body["blocks"][0]["text"]["text"].get<std::string>(),
             Catch::Contains("<https://shop.example/shelfcast/alerts/1|The alert>"));
  CHECK(body["blocks"][45]["text"]["text"] == "And 15 more");
}

TEST_CASE("a text message fits one, with its link", "[contract][notifier]") {
  if (!can_be_tested()) return;
  auto& there = services("accept");
  REQUIRE(send(letter_of("a", spike(17), Channel::sms)));
  const auto body = there.seen().at(0)["body"];
  CHECK(body["to"] == "+491701234567");
  CHECK(body["text"] ==
        "P1: Boots sold 240 this week, 80 % above the forecast of 133 https://shop.example/shelfcast/alerts/17");
}

TEST_CASE("a webhook is signed with the secret that both sides know, and says when", "[contract][notifier]") {
  if (!can_be_tested()) return;
  auto& there = services("accept");
  auto address = there.address(Channel::webhook);
  REQUIRE(send(there.options(), address, letter_of("a", spike(17))));
  const auto seen = there.seen().at(0);
  CHECK(seen["timestamp"] == std::to_string(kNoon.seconds));
  CHECK(seen["body"]["event"] == "raised");
  CHECK(seen["body"]["alerts"][0]["moneyAtStakeMinor"] == 123'450);
  CHECK(seen["body"]["alerts"][0]["url"] == "https://shop.example/shelfcast/alerts/17");
  address.secret = "of somebody else";
  CHECK(code_of(send(there.options(), address, letter_of("a", spike(17)))) == Code::unavailable);
  address.secret.clear();
  CHECK(code_of(send(there.options(), address, letter_of("a", spike(17)))) == Code::unavailable);
}

TEST_CASE("a redirect is not followed", "[contract][notifier]") {
  if (!can_be_tested()) return;
  auto& there = services("redirect");
  const Channel channel = GENERATE(Channel::slack, Channel::webhook, Channel::sms, Channel::pagerduty);
  CHECK(code_of(send(letter_of("a", spike(1), channel))) == Code::rejected);
  CHECK(there.seen().empty());
}

TEST_CASE("who proves nothing by a certificate is told nothing", "[contract][notifier]") {
  if (!can_be_tested()) return;
  auto& there = services("accept");
  auto address = there.address(Channel::webhook);
  address.to = there.web("/hook", "https");
  CHECK(send(there.options(), address, letter_of("a", spike(1))));
  auto distrustful = there.options();
  distrustful.ca_file.clear();
  CHECK(code_of(send(distrustful, address, letter_of("a", spike(1)))) == Code::unavailable);
  address.to = fmt::format("https://localhost:{}/hook", there.port("https"));  // the certificate is another's
  CHECK(code_of(send(there.options(), address, letter_of("a", spike(1)))) == Code::unavailable);
  CHECK(there.seen().size() == 1);
}

TEST_CASE("an address that a seller names is public and speaks https, unless an option says otherwise",
          "[contract][notifier]") {
  if (!can_be_tested()) return;
  auto& there = services("accept");
  const auto port = there.port("https");
  const Channel channel = GENERATE(Channel::slack, Channel::webhook);
  for (const std::string host : {"127.0.0.1", "localhost", "2130706433", "0x7f.1", "[::1]", "[::ffff:127.0.0.1]"}) {
    CAPTURE(host);
    const Address named{.to = fmt::format("https://{}:{}/hook", host, port), .secret = "between us"};
    const auto sent = send(there.options(), named, letter_of("a", spike(1), channel));
    CHECK(code_of(sent) == Code::rejected);
    CHECK_THAT(sent.error().error.sentence, Catch::Contains("public address"));
  }
  for (const std::string& to : {there.web("/hook"), std::string("ftp://127.0.0.1/x"), std::string("file:///etc/passwd"),
                                std::string("https://user@127.0.0.1/"), std::string("gopher")}) {
    CAPTURE(to);
    CHECK(code_of(send(there.options(), {.to = to, .secret = {}}, letter_of("a", spike(1), channel))) ==
          Code::rejected);
  }
  CHECK(there.seen().empty());
  auto closed_network = there.options();
  closed_network.allow_private = true;
  auto address = there.address(channel);
  address.by_operator = false;
  CHECK(send(closed_network, address, letter_of("a", spike(1), channel)));
}
