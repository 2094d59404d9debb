// SPDX-License-Identifier: Apache-2.0
#include "shelfcast/training/rolling_origin.hpp"

#include "shelfcast/domain/coverage.hpp"
#include "shelfcast/training/intervals.hpp"
#include "support/toy_shop.hpp"
#include "training/scoring.hpp"

#include <catch2/catch.hpp>

#include <algorithm>
#include <numeric>

using namespace shelfcast;
using domain::ScoredLevel;
using testing::ToyShop;
using training::RollingOrigin;

namespace {

/// What was known of a panel on an earlier day.
domain::Panel as_of(domain::Panel panel, Day day) {
  panel.cut = day;
  panel.known_at = {(static_cast<std::int64_t>(day.number) + 1) * kDaySeconds};
  for (auto& product : panel.products) std::erase_if(product.sales, [&](const auto& sale) { return sale.day > day; });
  return panel;
}

Result<domain::BacktestReport> roll(const domain::Panel& now, const RollingOrigin& asked) {
  runtime::Runtime runtime({.serving = 1, .workers = 2});
  const training::Past past{.first = now.first, .now = now, .known_at = [&](Day day) { return as_of(now, day); }};
  double told = 0;
  auto report = training::roll_origin(past, asked, runtime, [&](double fraction) {
    CHECK(fraction >= told);
    told = fraction;
  });
  if (report) CHECK(told == Approx(1));
  return report;
}

const domain::ModelScore& score_of(const domain::BacktestReport& report, std::string_view model, ScoredLevel level) {
  const auto found =
      std::ranges::find_if(report.scores, [&](const auto& row) { return row.model == model && row.level == level; });
  REQUIRE(found != report.scores.end());
  return *found;
}

/// Sums of absolute differences of products, over sums of what came.
double wape(const std::vector<double>& foreseen, const std::vector<double>& came) {
  training::ErrorRate rate;
  rate.add(foreseen, came);
  return rate.rate();
}

}  // namespace

TEST_CASE("the last window ends with the data, and the others lie a step before") {
  const auto now = ToyShop{.days = 120}.panel();
  const auto report = roll(now, {.horizon = 14, .windows = 3, .step = 10, .models = {"seasonal naive"}});
  REQUIRE(report);
  CHECK(report->origins == std::vector<Day>{now.cut - 34, now.cut - 24, now.cut - 14});
  CHECK(score_of(*report, "seasonal naive", ScoredLevel::product).forecasts == 3 * 12);
}

TEST_CASE("the seasonal naive is as wrong as this week is unlike the last, and no better than itself") {
  const auto now = ToyShop{.days = 120}.panel();
  const auto report =
      roll(now, {.horizon = 7,
                 .windows = 1,
                 .models = {"seasonal naive", "28-day mean", "12-week mean", "weekday mean", "year ago"}});
  REQUIRE(report);
  const auto before = training::sold(now, now.cut - 13, now.cut - 7).units;
  const auto came = training::sold(now, now.cut - 6, now.cut).units;
  const auto& naive = score_of(*report, "seasonal naive", ScoredLevel::product);
  CHECK(*naive.measures.wape == Approx(wape(before, came)));
  const auto& rival = score_of(*report, naive.rival, ScoredLevel::product);
  CHECK(*rival.measures.skill == Approx(0).margin(1e-12));
  CHECK(*naive.measures.skill <= 0);
}

TEST_CASE("the ensemble of a window is what would have been served that day") {
  const auto now = ToyShop{.days = 230}.panel();
  const auto report = roll(now, {.horizon = 28, .windows = 1, .models = {"ensemble", "logistic"}});
  REQUIRE(report);
  const auto then = as_of(now, now.cut - 28);
  runtime::Runtime runtime({.serving = 1, .workers = 2});
  const auto trained = training::train(then, runtime, [](double) {});
  REQUIRE(trained);
  std::vector<double> foreseen(now.products.size());
  REQUIRE(training::forecast(trained->blob, then, [&](const domain::CategoryForecast& category) {
    for (std::size_t i = 0; i < category.rows.size(); ++i) {
      const auto days = category.units.subspan(i * domain::kHorizon, 28);
      foreseen[category.rows[i]] = std::accumulate(days.begin(), days.end(), 0.0);
    }
  }));
  const auto came = training::sold(now, now.cut - 27, now.cut).units;
  CHECK(*score_of(*report, "ensemble", ScoredLevel::product).measures.wape ==
        Approx(wape(foreseen, came)).epsilon(1e-9));
}

TEST_CASE("the ensemble's intervals in a window are those that training would have published that day") {
  const auto now = ToyShop{.days = 230}.panel();
  const auto report = roll(now, {.horizon = 28, .windows = 1, .models = {"ensemble", "theta", "logistic"}});
  REQUIRE(report);
  const auto then = as_of(now, now.cut - 28);
  runtime::Runtime runtime({.serving = 1, .workers = 2});
  const auto trained = training::train(then, runtime, [](double) {}).value();
  const auto intervals = training::intervals_in(trained.blob).value();
  std::vector<double> foreseen(now.products.size());
  REQUIRE(training::forecast(trained.blob, then, [&](const domain::CategoryForecast& category) {
    for (std::size_t i = 0; i < category.rows.size(); ++i) {
      const auto days = category.units.subspan(i * domain::kHorizon, 28);
      foreseen[category.rows[i]] = std::accumulate(days.begin(), days.end(), 0.0);
    }
  }));
  const auto came = training::sold(now, now.cut - 27, now.cut).units;
  domain::Held held;
  double width = 0;
  for (std::size_t p = 0; p < foreseen.size(); ++p) {
    const auto interval = intervals.of_total(domain::Level::product, 28, foreseen[p]).value();
    held.add(interval, came[p]);
    width += (interval.of_80.high - interval.of_80.low) / static_cast<double>(foreseen.size());
  }
  const auto& measures = score_of(*report, "ensemble", ScoredLevel::product).measures;
  CHECK(*measures.coverage_80 == *held.coverage_80());
  CHECK(*measures.coverage_95 == *held.coverage_95());
  CHECK(*measures.width_80 == Approx(width));
  for (const auto* without : {"theta", "logistic"}) {
    CHECK_FALSE(score_of(*report, without, ScoredLevel::product).measures.coverage_80);
    CHECK_FALSE(score_of(*report, without, ScoredLevel::product).measures.calibration);
  }
}

TEST_CASE("every model is measured at every level, the best first, and the hierarchy is the mean of its levels") {
  const auto report = roll(ToyShop{.days = 200}.panel(), {.windows = 2, .step = 14});
  REQUIRE(report);
  CHECK(report->bad.empty());
  for (const auto* model : {"ensemble", "logistic", "boosting", "theta", "year ago"}) {
    double sum = 0;
    for (const auto level : {ScoredLevel::product, ScoredLevel::category, ScoredLevel::marketplace})
      sum += *score_of(*report, model, level).measures.wrmsse;
    CHECK(*score_of(*report, model, ScoredLevel::all).measures.wrmsse == Approx(sum / 3));
  }
  for (std::size_t i = 1; i < report->scores.size(); ++i) {
    const auto& [before, after] = std::tie(report->scores[i - 1], report->scores[i]);
    if (before.level == after.level && after.level != ScoredLevel::all)
      CHECK(*before.measures.wape <= *after.measures.wape);
  }
}

TEST_CASE("a product that was new after an origin does not fail the batch: its sales were not foreseen") {
  auto now = ToyShop{.days = 120}.panel();
  std::erase_if(now.products.back().sales, [&](const auto& sale) { return sale.day <= now.cut - 3; });
  now.products.back().product.on_sale_since = now.cut - 2;
  runtime::Runtime runtime({.serving = 1, .workers = 2});
  const training::Past past{.first = now.first, .now = now, .known_at = [&](Day day) {
                              auto then = as_of(now, day);
                              then.products.pop_back();
                              return then;
                            }};
  const auto report =
      training::roll_origin(past, {.horizon = 7, .windows = 1, .models = {"28-day mean"}}, runtime, [](double) {});
  REQUIRE(report);
  CHECK(score_of(*report, "28-day mean", ScoredLevel::product).forecasts == 12);
}

TEST_CASE("too many windows are refused with how many there is room for") {
  const auto refused = roll(ToyShop{.days = 100}.panel(), {.horizon = 28, .windows = 4, .step = 7});
  REQUIRE(!refused);
  CHECK(refused.error().code == Code::invalid);
  CHECK_THAT(refused.error().sentence, Catch::Contains("room for 3 windows of 28 days"));
}

TEST_CASE("an unknown model is refused, and the nearest name is told") {
  const auto refused = roll(ToyShop{}.panel(), {.models = {"tehta"}});
  REQUIRE(!refused);
  CHECK_THAT(refused.error().sentence, Catch::Contains("did you mean 'theta'?"));
}

TEST_CASE("a source that tells of weeks is tested by weeks only") {
  auto now = ToyShop{}.panel();
  now.marketplace.grain = domain::Grain::week;
  const auto refused = roll(now, {.horizon = 10});
  REQUIRE(!refused);
  CHECK(refused.error().place == "--horizon");
}
