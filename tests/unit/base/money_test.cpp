// SPDX-License-Identifier: Apache-2.0
#include "shelfcast/base/money.hpp"

#include <catch2/catch.hpp>

using namespace shelfcast;

TEST_CASE("an amount is read to the cent and written as it was") {
  CHECK(parse_minor("19.99") == 1999);
  CHECK(parse_minor("-0.5") == -50);
  CHECK(parse_minor("7") == 700);
  CHECK(format_minor(-1999) == "-19.99");
  CHECK(format_minor(5) == "0.05");
}

TEST_CASE("a third decimal rounds half away from zero") {
  CHECK(parse_minor("0.005") == 1);
  CHECK(parse_minor("0.0049") == 0);
  CHECK(parse_minor("-2.345") == -235);
}

TEST_CASE("what is no decimal number, or too large, is refused") {
  for (const auto* text : {"", "-", ".", "1,5", "1.2.3", "1e3", "abc", " 1", "99999999999999999999"}) {
    CAPTURE(text);
    CHECK_FALSE(parse_minor(text));
  }
}

TEST_CASE("millionths are exact both ways") {
  CHECK(parse_micro("2.5") == 2'500'000);
  CHECK(format_micro(2'500'000) == "2.5");
  CHECK(format_micro(3'000'000) == "3");
  CHECK(format_micro(-1) == "-0.000001");
  CHECK(to_micro(0.1) == 100'000);
}
