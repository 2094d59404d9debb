// SPDX-License-Identifier: Apache-2.0
#include "shelfcast/base/time.hpp"
#include "shelfcast/base/calendar.hpp"

#include <catch2/catch.hpp>

using namespace shelfcast;

namespace {

Day day(const char* text) {
  return parse_day(text).value();
}
TimeZone berlin() {
  return TimeZone::find("Europe/Berlin").value();
}

}  // namespace

TEST_CASE("a date is read and written the same, and what is no date is refused") {
  CHECK(format_day(day("2024-02-29")) == "2024-02-29");
  CHECK(day("1970-01-01").number == 0);
  for (const auto* text : {"2023-02-29", "2023-13-01", "2023-1-1", "20230101", "2023-01-01 ", "", "-023-01-01"}) {
    CAPTURE(text);
    CHECK_FALSE(parse_day(text));
  }
}

TEST_CASE("an instant is read with an offset, a fraction and a space") {
  CHECK(format_instant(parse_instant("2025-11-20T14:03:59+01:00").value()) == "2025-11-20T13:03:59Z");
  CHECK(format_instant(parse_instant("2025-11-20 14:03:59.75Z").value()) == "2025-11-20T14:03:59Z");
  for (const auto* text : {"2025-11-20T14:03:59", "2025-11-20T24:00:00Z", "2025-11-20", "2025-11-20T14:03Z"}) {
    CAPTURE(text);
    CHECK_FALSE(parse_instant(text));
  }
}

TEST_CASE("a local day begins at its own midnight, in winter, in summer and on the days between") {
  CHECK(format_instant(berlin().midnight(day("2025-01-15"))) == "2025-01-14T23:00:00Z");
  CHECK(format_instant(berlin().midnight(day("2025-07-15"))) == "2025-07-14T22:00:00Z");
  const auto length = [](const char* text) {
    return berlin().midnight(day(text) + 1).seconds - berlin().midnight(day(text)).seconds;
  };
  CHECK(length("2025-03-30") == 23 * kHour);
  CHECK(length("2025-10-26") == 25 * kHour);
}

TEST_CASE("every second of ten years belongs to the day whose midnight came last") {
  const TimeZone zone = berlin();
  for (Day d = day("2020-01-01"); d < day("2030-01-01"); d = d + 1) {
    const Instant midnight = zone.midnight(d);
    REQUIRE(zone.local_day(midnight) == d);
    REQUIRE(zone.local_day(midnight - 1) == d - 1);
  }
}

TEST_CASE("a local time in the brief's form is read in the marketplace's zone") {
  CHECK(format_instant(berlin().parse_local("2025-07-25:12:30:00").value()) == "2025-07-25T10:30:00Z");
  CHECK_FALSE(berlin().parse_local("2025-07-25 12:30:00"));
  CHECK_FALSE(TimeZone::find("Europe/Berlinn"));
}

TEST_CASE("a calendar period holds its day and ends where the next begins") {
  for (const FrameRow& row : kFrames) {
    for (int week_start = 0; week_start < 7; ++week_start) {
      for (Day d = day("2023-12-01"); d < day("2025-02-01"); d = d + 1) {
        const Period period = period_of(row.frame, d, week_start);
        REQUIRE((period.first <= d && d <= period.last));
        REQUIRE(period_of(row.frame, period.last + 1, week_start).first == period.last + 1);
        REQUIRE(period_of(row.frame, period.first, week_start) == period);
      }
    }
  }
}

TEST_CASE("a week begins on the day the marketplace says") {
  CHECK(format_day(period_of(Frame::week, day("2025-11-20"), 0).first) == "2025-11-17");
  CHECK(format_day(period_of(Frame::week, day("2025-11-20"), 6).first) == "2025-11-16");
}

TEST_CASE("the three windows of one question") {
  const Day cut = day("2025-11-20");
  const auto period = [&](Window window) { return period_of(Frame::month, window, cut + 1, cut, 0); };
  CHECK(period(Window::calendar) == Period{day("2025-11-01"), day("2025-11-30")});
  CHECK(period(Window::next) == Period{day("2025-12-01"), day("2025-12-31")});
  CHECK(period(Window::rolling) == Period{day("2025-11-21"), day("2025-12-20")});
}
