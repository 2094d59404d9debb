// SPDX-License-Identifier: Apache-2.0
#include "monitor/channels/wording.hpp"

#include "unit/monitor/some_alerts.hpp"

#include <catch2/catch.hpp>

using namespace shelfcast;
using monitor::Happened;
using testing::kNoon;
using testing::letter_of;
using testing::spike;

namespace {

using Facts = std::vector<std::string>;

monitor::Wording worded(const domain::Alert& alert, Happened happened = Happened::raised) {
  auto letter = letter_of("a", alert);
  letter.happened = happened;
  return monitor::worded(letter, "https://shop.example");
}

}  // namespace

TEST_CASE("an alert reads as what is so, how much it costs, since when, and what follows") {
  const auto alert = worded(spike(17)).alerts.at(0);
  CHECK(alert.headline == "P1: Boots sold 240 this week, 80 % above the forecast of 133");
  CHECK(alert.facts == Facts{"EUR 1234.50 at stake", "Since 2025-11-20 10:00 UTC", "And 2 more that follow from it",
                             "Marketplace DE"});
  CHECK(alert.link == "https://shop.example/alerts/17");
  CHECK(alert.runbook == "https://shop.example/runbooks/demand-spike");
}

TEST_CASE("what is not known of an alert is not told") {
  auto bare = spike(17);
  bare.money = std::nullopt;
  bare.followers = 0;
  bare.marketplace.clear();
  CHECK(worded(bare).alerts.at(0).facts == Facts{"Since 2025-11-20 10:00 UTC"});
  bare.followers = 1;
  CHECK(worded(bare).alerts.at(0).facts.at(1) == "And 1 more that follows from it");
}

TEST_CASE("a subject says when an alert is escalated, and when it is over") {
  auto alert = spike(17);
  CHECK(worded(alert, Happened::escalated).subject == "Escalated, " + worded(alert).subject);
  alert.resolved = kNoon;
  const auto over = worded(alert, Happened::resolved);
  CHECK(over.subject == "Resolved, " + worded(alert).subject);
  CHECK(over.alerts.at(0).facts.at(1) == "From 2025-11-20 10:00 UTC to 2025-11-20 12:00 UTC");
}

TEST_CASE("a digest says how many there are, and which is first") {
  auto digest = letter_of("a", spike(1));
  digest.happened = Happened::digest;
  digest.alerts.push_back(spike(2));
  digest.alerts.back().state = domain::AlertState::resolved;
  const auto wording = monitor::worded(digest, "https://shop.example");
  CHECK(wording.subject == "2 alerts, first P1: Boots sold 240 this week, 80 % above the forecast of 133");
  CHECK(wording.link == "https://shop.example/alerts");
  CHECK(wording.alerts.at(1).headline == "Resolved, " + wording.alerts.at(0).headline);
}

TEST_CASE("without pages there are no links") {
  const auto wording = monitor::worded(letter_of("a", spike(1)), "");
  CHECK(wording.link.empty());
  CHECK_THAT(monitor::text_of(wording), !Catch::Contains("http"));
  CHECK_THAT(monitor::html_of(wording), !Catch::Contains("href"));
}

TEST_CASE("names that people gave are of one line, escaped in HTML and in paths") {
  auto hostile = spike(1);
  hostile.sentence = "Boots\r\nBcc: <b>&\"'";
  hostile.rule = "../my rule?\"";
  const auto wording = worded(hostile);
  CHECK(wording.subject == "P1: Boots  Bcc: <b>&\"'");
  CHECK(wording.alerts.at(0).runbook == "https://shop.example/runbooks/%2E%2E%2Fmy%20rule%3F%22");
  CHECK_THAT(monitor::html_of(wording), Catch::Contains("P1: Boots  Bcc: &lt;b&gt;&amp;&quot;&#39;"));
}
