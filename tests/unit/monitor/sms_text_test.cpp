// SPDX-License-Identifier: Apache-2.0
#include "monitor/channels/sms_text.hpp"

#include <catch2/catch.hpp>

using namespace shelfcast;
using monitor::sms_text;

namespace {

std::string times(std::size_t count, const std::string& text) {
  std::string all;
  for (std::size_t i = 0; i < count; ++i) all += text;
  return all;
}

}  // namespace

TEST_CASE("160 characters of the GSM alphabet are one text message, 161 are cut and say so") {
  CHECK(sms_text(times(160, "a"), "") == times(160, "a"));
  CHECK(sms_text(times(161, "a"), "") == times(157, "a") + "...");
  CHECK(sms_text(times(160, "ä"), "") == times(160, "ä"));
}

TEST_CASE("some characters of the GSM alphabet take two places") {
  CHECK(sms_text(times(80, "€"), "") == times(80, "€"));
  CHECK(sms_text(times(81, "€"), "") == times(78, "€") + "...");
}

TEST_CASE("where another character is needed a text message has 70, of which an emoji takes two") {
  CHECK(sms_text(times(70, "ж"), "") == times(70, "ж"));
  CHECK(sms_text(times(71, "ж"), "") == times(67, "ж") + "...");
  CHECK(sms_text(times(35, "👟"), "") == times(35, "👟"));
  CHECK(sms_text(times(36, "👟"), "") == times(33, "👟") + "...");
  CHECK(sms_text("👟" + times(69, "a"), "") == "👟" + times(65, "a") + "...");
}

TEST_CASE("the link of a text message stays whole, and is left out where it would take most of it") {
  const std::string link = "https://shop.example/alerts/17";
  CHECK(sms_text("Boots", link) == "Boots " + link);
  CHECK(sms_text(times(200, "a"), link) == times(160 - 31 - 3, "a") + "... " + link);
  CHECK(sms_text("Boots", "https://" + times(80, "x")) == "Boots");
  CHECK(sms_text("Жук", "https://shop.example/and/then/some/alerts/17") == "Жук");
}

TEST_CASE("a text message is of one line") {
  CHECK(sms_text("Boots\r\nare\tout", "") == "Boots  are out");
  CHECK(sms_text("", "").empty());
}
