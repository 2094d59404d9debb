// SPDX-License-Identifier: Apache-2.0
#include "sources/simulator/category_course.hpp"

#include "shelfcast/base/exact_math.hpp"
#include "sources/simulator/departments.hpp"
#include "sources/simulator/holidays.hpp"

#include <algorithm>
#include <array>
#include <cmath>

namespace shelfcast::sources::simulator {
namespace {

constexpr double kYear = 365.25;
constexpr double kTurn = 6.28318530717958647692;
constexpr std::uint64_t kMarket = 1ULL << 40U;  // a stream that no leaf has

/// Noise that keeps `persistence` of itself from day to day and deviates by `deviation` in the long run.
void add_noise(Course& course, Random& random, double persistence, double deviation) {
  const double fresh = deviation * std::sqrt(1 - persistence * persistence);
  double level = deviation * random.normal();
  for (double& value : course) {
    value += level;
    level = persistence * level + fresh * random.normal();
  }
}

/// Growth a year that changes its mind every quarter.
void add_trend(Course& course, Random& random, double growth, double deviation) {
  constexpr std::size_t kQuarter = 91;
  double level = 0;
  double now = growth;
  for (std::size_t day = 0; day < course.size(); ++day) {
    if (day % kQuarter == 0) now = growth + 0.6 * (now - growth) + deviation * random.normal();
    course[day] += level += now / kYear;
  }
}

/// A viral video, a recall, a heat wave: up at once, then fading. One in eight months.
void add_shocks(Course& course, Random& random) {
  constexpr double kDaysBetween = 240;
  for (double start = -exact::log(random.uniform()) * kDaysBetween; start < static_cast<double>(course.size());
       start -= exact::log(random.uniform()) * kDaysBetween) {
    const auto length = static_cast<std::size_t>(3 + random.below(14));
    const double height = random.uniform() < 0.65 ? 0.3 + 0.5 * random.uniform() : -0.25 - 0.4 * random.uniform();
    const auto first = static_cast<std::size_t>(start);
    for (std::size_t i = 0; i < length && first + i < course.size(); ++i) {
      course[first + i] += height * static_cast<double>(length - i) / static_cast<double>(length);
    }
  }
}

void add_paydays(Course& course, const Span& span) {
  for (std::size_t i = 0; i < course.size(); ++i) {
    const int day = civil(span.day(static_cast<int>(i))).day;
    if (day >= 29 || day <= 3) course[i] += 0.06;
    if (day >= 20 && day <= 27) course[i] -= 0.03;
  }
}

int day_of_year(Day day) {
  return day - day_of({civil(day).year, 1, 1});
}

}  // namespace

Course market_course(std::uint64_t seed, const Span& span) {
  Course course(static_cast<std::size_t>(span.days()));
  Random random = stream(seed, Topic::shocks, kMarket);
  add_trend(course, random, 0.09, 0.05);
  add_noise(course, random, 0.75, 0.04);
  add_paydays(course, span);
  return course;
}

Course season_course(std::uint64_t seed, int leaf, int department, const Span& span) {
  Random random = stream(seed, Topic::season, static_cast<std::uint64_t>(leaf));
  auto bumps = departments()[static_cast<std::size_t>(department)].year;
  for (auto& bump : bumps) {
    bump.day_of_year += static_cast<int>(random.below(21)) - 10;
    bump.height *= exact::exp(0.3 * random.normal());
    bump.height = std::max(bump.height, -0.6);
  }
  std::array<double, 366> year{};
  for (std::size_t day = 0; day < year.size(); ++day) {
    double level = 1;
    for (const auto& bump : bumps) {
      const double angle = kTurn * (static_cast<double>(day) - bump.day_of_year) / kYear;
      level += bump.height * exact::exp(bump.sharpness * (exact::cos(angle) - 1));
    }
    year[day] = exact::log(std::max(level, 0.2));
  }
  Course course(static_cast<std::size_t>(span.days()));
  for (std::size_t i = 0; i < course.size(); ++i) {
    course[i] = year[static_cast<std::size_t>(day_of_year(span.day(static_cast<int>(i))))];
  }
  return course;
}

Course category_course(std::uint64_t seed, int leaf, int department, const Span& span) {
  const auto& habits = departments()[static_cast<std::size_t>(department)];
  Random random = stream(seed, Topic::shocks, static_cast<std::uint64_t>(leaf));
  Course course(static_cast<std::size_t>(span.days()));
  add_trend(course, random, 0.15 * random.normal(), 0.12);
  add_noise(course, random, 0.9, 0.09);
  add_shocks(course, random);
  add_holiday_effects(course, span.first, habits.holiday_sensitivity * exact::exp(0.2 * random.normal()));
  std::array<double, 7> week{};
  for (std::size_t i = 0; i < week.size(); ++i) week[i] = 1.3 * exact::log(habits.week[i]) + 0.05 * random.normal();
  for (std::size_t i = 0; i < course.size(); ++i) {
    course[i] += week[static_cast<std::size_t>(weekday(span.day(static_cast<int>(i))))];
  }
  return course;
}

}  // namespace shelfcast::sources::simulator
