// SPDX-License-Identifier: Apache-2.0
#include "shelfcast/predictions/certainty.hpp"

#include "unit/predictions/small_cube.hpp"

#include <catch2/catch.hpp>

using namespace shelfcast;
using namespace shelfcast::test;
using domain::Level;
using predictions::Tables;

namespace {

const Period kNextWeek{date(2025, 11, 20), date(2025, 11, 26)};
const Period kThisWeek{date(2025, 11, 17), date(2025, 11, 23)};
const Period kThisMonth{date(2025, 11, 1), date(2025, 11, 30)};

/// Products whose totals are off by so many roots of their size, one time in three by more.
domain::Cube off_by(double roots) {
  auto cube = small_cube();
  domain::Shape shape{.log_size = 0, .errors = {}};
  for (std::size_t k = 0; k < shape.errors.size(); ++k)
    shape.errors[k] = roots * (domain::kFirstKnot + domain::kKnotStep * static_cast<double>(k));
  for (const int days : {0, 7, 28}) cube.intervals.measured[{Level::product, days}].shapes = {shape};
  return cube;
}

std::optional<double> confidence(const domain::Cube& cube, Frame frame, const Period& period) {
  const Folder folder;
  const auto table = Tables::open(folder.path()).value()->publish(cube, kNow).value();
  return predictions::confidence_of(*table, frame, Level::product, 0, period);
}

/// Of all that is expected on one day; nothing longer was measured.
std::optional<domain::IntervalPair> interval_of_day(int days_ahead) {
  auto cube = small_cube();
  const domain::Widths widths{{.log_size = 0, .low = -1, .high = 2}};
  cube.intervals.measured[{Level::marketplace, domain::Intervals::kStep}] = {.of_80 = widths, .of_95 = widths};
  const Folder folder;
  const auto table = Tables::open(folder.path()).value()->publish(cube, kNow).value();
  const Day day = cube.receipt.data_cut + days_ahead;
  return predictions::interval_of(*table, Level::marketplace, 0, {day, day});
}

}  // namespace

TEST_CASE("of a period ahead, the confidence is how often predictions of its size came true") {
  CHECK(confidence(off_by(1), Frame::week, kNextWeek) == 0.61234);
}

TEST_CASE("of a running period, the confidence is the chance that the rest of it does not spoil what is sold") {
  CHECK(confidence(off_by(0.01), Frame::week, kThisWeek).value() == Approx(1));
  const double month = confidence(off_by(3), Frame::month, kThisMonth).value();
  CHECK(month > 0.5);
  CHECK(month < 1);
  CHECK(confidence(off_by(6), Frame::month, kThisMonth).value() < month);
}

TEST_CASE("where it was not measured how far the rest may be off, a running period has no confidence") {
  CHECK_FALSE(confidence(small_cube(), Frame::week, kThisWeek));
}

TEST_CASE("of each day of the four weeks ahead the interval is that of single days, of a later one there is none") {
  for (const int days : {1, 2, 14, 28}) CHECK(interval_of_day(days));
  CHECK_FALSE(interval_of_day(29));
  CHECK_FALSE(interval_of_day(0));
  const Period two_days{date(2025, 11, 22), date(2025, 11, 23)};
  const Folder folder;
  const auto table = Tables::open(folder.path()).value()->publish(off_by(1), kNow).value();
  CHECK_FALSE(predictions::interval_of(*table, Level::product, 0, two_days));
}
