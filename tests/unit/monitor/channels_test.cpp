// SPDX-License-Identifier: Apache-2.0
#include "shelfcast/monitor/channels.hpp"

#include "unit/monitor/some_alerts.hpp"

#include <catch2/catch.hpp>

#include <algorithm>

using namespace shelfcast;
using monitor::Channel;
using monitor::ChannelOptions;

namespace {

const FixedClock kClock(testing::kNoon);

}  // namespace

TEST_CASE("without a mail server and a gateway there is no email and are no text messages") {
  const auto notifiers = monitor::make_notifiers({}, kClock).value();
  const auto is_open = [&](Channel channel) { return notifiers.at(static_cast<std::size_t>(channel)) != nullptr; };
  CHECK(!is_open(Channel::email));
  CHECK(!is_open(Channel::sms));
  CHECK(is_open(Channel::slack));
  CHECK(is_open(Channel::pagerduty));
  CHECK(is_open(Channel::webhook));
}

TEST_CASE("an option that makes no sense is found before anything is sent") {
  const auto makes_sense = [](const ChannelOptions& options) {
    const auto made = monitor::make_notifiers(options, kClock);
    return made || made.error().code != Code::config;
  };
  CHECK(
      makes_sense({.mail = {.host = "mail", .from = "Shop <a@shop.example>"}, .public_url = "https://shop.example/"}));
  CHECK(!makes_sense({.mail = {.host = "mail", .from = "nobody"}}));
  CHECK(!makes_sense({.mail = {.host = "mail"}}));
  CHECK(!makes_sense({.sms = {.url = "gateway"}}));
  CHECK(!makes_sense({.pagerduty_url = ""}));
  CHECK(!makes_sense({.public_url = "shop.example"}));
}
