// SPDX-License-Identifier: Apache-2.0
#include "shelfcast/base/draft.hpp"
#include "shelfcast/base/written.hpp"

#include <catch2/catch.hpp>

#include <limits>

using namespace shelfcast;

TEST_CASE("a draft is all that was added to it, whatever room was made, and empty when it was taken") {
  for (const std::size_t expected : {0U, 1U, 10U, 10'000U}) {
    Draft draft(expected);
    std::string text;
    for (int i = 0; i < 500; ++i) {
      draft.append("piece ").append("longer", 4) += ',';
      text.append("piece ").append("longer", 4) += ',';
      write_number(draft, i);
      write_number(text, i);
    }
    draft += std::string_view();
    CHECK(draft.take() == text);
    CHECK(draft.take().empty());
  }
}

TEST_CASE("numbers and times are written to a draft as they are formatted") {
  constexpr auto kLeast = std::numeric_limits<Micro>::min() + 1;
  for (const Micro value : {Micro{0}, Micro{1}, Micro{-1}, Micro{100'000}, Micro{-999'999}, Micro{1'000'000},
                            Micro{-1'230'000}, Micro{98'765'432'100}, kLeast, -kLeast}) {
    CAPTURE(value);
    Draft draft(8);
    write_micro(draft, value);
    CHECK(draft.take() == format_micro(value));
    write_minor(draft, value);
    CHECK(draft.take() == format_minor(value));
  }
  for (const Instant at : {Instant{-1}, Instant{0}, Instant{951'782'400}, Instant{253'402'300'800}}) {
    Draft draft(8);
    write_instant(draft, at);
    CHECK(draft.take() == format_instant(at));
  }
}

TEST_CASE("what is written is what is meant") {
  CHECK(format_micro(-1'230'000) == "-1.23");
  CHECK(format_micro(-999'999) == "-0.999999");
  CHECK(format_micro(100'000) == "0.1");
  CHECK(format_minor(-100) == "-1.00");
  CHECK(format_instant({-1}) == "1969-12-31T23:59:59Z");
  CHECK(format_instant({951'825'600}) == "2000-02-29T12:00:00Z");
}
