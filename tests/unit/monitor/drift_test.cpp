// SPDX-License-Identifier: Apache-2.0
#include "shelfcast/monitor/drift.hpp"

#include "shelfcast/base/random.hpp"

#include <catch2/catch.hpp>

#include <cmath>
#include <functional>

using namespace shelfcast;
using namespace shelfcast::monitor;

namespace {

constexpr std::size_t kDays = 28;
constexpr int kTrials = 2000;

/// How often a kernel says more than `bound`, over many histories that nothing is wrong with.
double said(double bound, const std::function<std::optional<double>(Random&)>& trial) {
  int alarms = 0;
  for (int t = 0; t < kTrials; ++t) {
    Random random(7, static_cast<std::uint64_t>(t));
    const auto off = trial(random);
    REQUIRE(off);
    alarms += *off > bound ? 1 : 0;
  }
  return static_cast<double>(alarms) / kTrials;
}

/// So many things by bin; whole days lean one way or the other, as shops' days do.
Bins draw_bins(Random& random, double things, double lean, double shift = 0) {
  constexpr int kBins = 10;
  Bins bins;
  const double slope = lean * random.normal() + shift;
  for (int b = 0; b < kBins; ++b)
    bins.push_back(static_cast<double>(random.poisson(things / kBins * std::exp(slope * (b - 4.5) / 4.5))));
  return bins;
}

std::optional<double> bins_drift(Random& random, double things, double lean, double shift) {
  std::vector<Bins> history;
  for (std::size_t d = 0; d < kDays; ++d) history.push_back(draw_bins(random, things, lean));
  return distribution_drift(draw_bins(random, things, lean, shift), history);
}

Share draw_share(Random& random, double of, double mean, double spread, double shift = 0) {
  return {static_cast<double>(random.poisson(of * mean * std::exp(spread * random.normal() + shift))), of};
}

std::optional<double> rejected_drift(Random& random, double of, double spread, double shift) {
  std::vector<Share> history;
  for (std::size_t d = 0; d < kDays; ++d) history.push_back(draw_share(random, of, 0.01, spread));
  return share_drift(draw_share(random, of, 0.01, spread, shift), history);
}

double draw_count(Random& random, double mean, Day day, double shift = 0) {
  const double of_weekday = weekday(day) >= 5 ? 1.8 : 1;
  return static_cast<double>(random.poisson(mean * of_weekday * std::exp(0.08 * random.normal() + shift)));
}

std::optional<double> count_drift(Random& random, double mean, double shift) {
  const Day first{20'000};
  std::vector<DayCount> history;
  for (int d = 0; d < static_cast<int>(kDays); ++d) history.push_back({first + d, draw_count(random, mean, first + d)});
  const Day now = first + static_cast<int>(kDays);
  return level_drift({now, draw_count(random, mean, now, shift)}, history);
}

}  // namespace

TEST_CASE("a distribution that is as ever is called unlike as seldom as chance has it, however many things there are") {
  const double things = GENERATE(300.0, 5'000.0, 1'000'000.0);
  const double lean = GENERATE(0.0, 0.1);
  CAPTURE(things, lean);
  const auto trial = [&](Random& random) { return bins_drift(random, things, lean, 0); };
  CHECK(said(2, trial) < 0.045);  // of a normal number: 0.023
  CHECK(said(4, trial) < 0.002);
}

TEST_CASE("a distribution that moves by more than days ever do is called unlike") {
  const auto trial = [&](Random& random) { return bins_drift(random, 1'000'000, 0.05, 0.4); };  // 8 deviations
  CHECK(said(4, trial) > 0.95);
}

TEST_CASE("a trifle is no drift because there are many things") {
  const auto trial = [&](Random& random) { return bins_drift(random, 10'000'000, 0.1, 0.02); };
  CHECK(said(4, trial) < 0.002);
}

TEST_CASE("a share that is as ever is called high as seldom as chance has it, however many rows there are") {
  const double rows = GENERATE(1'000.0, 50'000.0, 5'000'000.0);
  const double spread = GENERATE(0.0, 0.2);
  CAPTURE(rows, spread);
  const auto trial = [&](Random& random) { return rejected_drift(random, rows, spread, 0); };
  const double often = said(2, trial);
  CHECK(often < 0.04);
  CHECK(often > 0.005);
  CHECK(said(4, trial) < 0.002);
}

TEST_CASE("rejected rows of eight deviations more are found") {
  // A hundred expected of ten thousand: the variation is chance's, a tenth.
  const auto trial = [&](Random& random) { return rejected_drift(random, 10'000, 0, std::log(2.0)); };
  CHECK(said(4, trial) > 0.95);
}

TEST_CASE("a mean of nothing is called something as seldom as chance has it, also where counting is all that varies") {
  const double least = GENERATE(0.0, 1.0);
  const auto trial = [&](double mean) {
    return [mean, least](Random& random) {
      std::vector<double> values;
      for (int week = 0; week < 12; ++week) values.push_back(mean + random.normal());
      const auto off = mean_drift(values, least);
      return off ? std::optional(std::abs(*off)) : off;
    };
  };
  CAPTURE(least);
  CHECK(said(2, trial(0)) < 0.055);  // of a normal number: 0.046
  CHECK(said(4, trial(0)) < 0.002);
  CHECK(said(4, trial(3)) > 0.95);
}

TEST_CASE("a count that is as ever is called high or low as seldom as chance has it") {
  const double mean = GENERATE(50.0, 5'000.0, 1'000'000.0);
  CAPTURE(mean);
  const auto trial = [&](Random& random) {
    const auto off = count_drift(random, mean, 0);
    return off ? std::optional(std::abs(*off)) : off;
  };
  const double often = said(2, trial);
  CHECK(often < 0.07);  // of a normal number: 0.046
  CHECK(often > 0.02);
  CHECK(said(4, trial) < 0.002);
}

TEST_CASE("a weekend is not called high because weekdays are lower") {
  const auto often = said(3, [&](Random& random) {
    const Day saturday{20'002};  // 2024-10-06 is a Sunday
    std::vector<DayCount> history;
    for (int d = 1; d <= static_cast<int>(kDays); ++d)
      history.push_back({saturday - d, draw_count(random, 5'000, saturday - d)});
    return level_drift({saturday, draw_count(random, 5'000, saturday)}, history);
  });
  CHECK(often < 0.01);
}

TEST_CASE("a count of eight deviations less is found") {
  const auto trial = [&](Random& random) {
    const auto off = count_drift(random, 5'000, -0.75);
    return off ? std::optional(-*off) : off;
  };
  CHECK(said(4, trial) > 0.95);
}

TEST_CASE("nothing is usual before a week of history, and nothing is judged where nothing came") {
  const std::vector<Bins> days(6, Bins{1, 2});
  CHECK(!distribution_drift({1, 2}, days));
  CHECK(!distribution_drift({0, 0}, std::vector<Bins>(30, Bins{1, 2})));
  CHECK(!share_drift({0, 0}, std::vector<Share>(30, Share{1, 100})));
  CHECK(!mean_drift(std::vector<double>(6, 1.0), 0.1));
  CHECK(!mean_drift(std::vector<double>(12, 0.0), 0));  // nothing says how far it might be off
  CHECK(!share_drift({0, 10}, std::vector<Share>(30, Share{})));
  CHECK(!level_drift({Day{7}, 5}, std::vector<DayCount>(6, DayCount{Day{0}, 5})));
  CHECK(!level_drift({Day{7}, 5}, std::vector<DayCount>(14, DayCount{Day{1}, 5})));  // no other such weekday
}
