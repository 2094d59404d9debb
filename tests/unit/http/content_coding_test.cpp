// SPDX-License-Identifier: Apache-2.0
#include "shelfcast/http/content_coding.hpp"

#include <catch2/catch.hpp>

using shelfcast::http::accepts_coding;

TEST_CASE("a coding is accepted where it is named, by any of its names") {
  CHECK(accepts_coding("gzip, deflate, br", "br"));
  CHECK(accepts_coding("GZIP", "gzip"));
  CHECK(accepts_coding("x-gzip", "gzip"));
  CHECK(!accepts_coding("deflate", "gzip"));
  CHECK(!accepts_coding("", "br"));
}

TEST_CASE("what has no quality is not accepted") {
  CHECK(!accepts_coding("br;q=0, gzip", "br"));
  CHECK(!accepts_coding("gzip; q=0.000", "gzip"));
  CHECK(accepts_coding("br;q=0.001", "br"));
}

TEST_CASE("a star stands for what is not named") {
  CHECK(accepts_coding("*", "br"));
  CHECK(!accepts_coding("*;q=0", "br"));
  CHECK(!accepts_coding("*, br;q=0", "br"));
}
