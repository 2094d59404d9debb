// SPDX-License-Identifier: Apache-2.0
#include "monitor/channels/mail_header.hpp"

#include "unit/monitor/some_alerts.hpp"

#include <catch2/catch.hpp>

#include <sstream>

using namespace shelfcast;
using monitor::header_text;
using monitor::read_mailbox;

TEST_CASE("a plain subject stays as it is, any other is encoded in words") {
  CHECK(header_text("Resolved, P1: Boots sold 240") == "Resolved, P1: Boots sold 240");
  CHECK(header_text("Grün & 5 %") == "=?utf-8?Q?Gr=C3=BCn=20=26=205=20=25?=");
  CHECK(header_text("=?utf-8?Q?x?=") == "=?utf-8?Q?=3D=3Futf=2D8=3FQ=3Fx=3F=3D?=");
}

TEST_CASE("a long subject is folded between characters, and no text ends a header") {
  std::string text = "a\r\nBcc: all@evil.example\r\n";
  for (int i = 0; i < 60; ++i) text += "👟";
  std::istringstream lines(header_text(text));
  int count = 0;
  for (std::string line; std::getline(lines, line); ++count) {
    if (count > 0) CHECK(line.starts_with(" =?utf-8?Q?"));
    if (line.ends_with('\r')) line.pop_back();
    CHECK(line.ends_with("?="));
    CHECK(line.size() <= 76);
    CHECK(line.find("Bcc:") == std::string::npos);
    const auto shoes = line.find("=F0");
    if (shoes != std::string::npos) CHECK((line.size() - 2 - shoes) % 12 == 0);
  }
  CHECK(count > 5);
}

TEST_CASE("dates are written as mail writes them") {
  CHECK(monitor::mail_date(testing::kNoon) == "Thu, 20 Nov 2025 12:00:00 +0000");
  CHECK(monitor::mail_date({0}) == "Thu, 01 Jan 1970 00:00:00 +0000");
  CHECK(monitor::mail_date(parse_instant("2028-02-29T23:59:59Z").value()) == "Tue, 29 Feb 2028 23:59:59 +0000");
}

TEST_CASE("a mailbox is an address with or without a name") {
  const auto named = read_mailbox("Läden <alerts@shop.example>");
  REQUIRE(named);
  CHECK(named->address == "alerts@shop.example");
  CHECK(named->domain() == "shop.example");
  CHECK(named->header() == "=?utf-8?Q?L=C3=A4den?= <alerts@shop.example>");
  CHECK(read_mailbox("o'neil+x@shop.example")->header() == "o'neil+x@shop.example");
}

TEST_CASE("what is no address is no mailbox") {
  for (const std::string text : {"", "@", "ann", "ann@", "@shop.example", "ann@shop example", "a b@shop.example",
                                 "ann@shop.example\r\nBcc: x@y", "<ann@shop.example", "ann@shop@example", "\"a\"@b",
                                 "ann@[127.0.0.1]", "änn@shop.example", "Ann <ann@shop.example> x"}) {
    CAPTURE(text);
    CHECK(!read_mailbox(text));
  }
  CHECK(!read_mailbox(std::string(300, 'a') + "@shop.example"));
}
