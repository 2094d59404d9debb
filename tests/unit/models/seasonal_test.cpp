// SPDX-License-Identifier: Apache-2.0
#include "models/seasonal/level.hpp"
#include "models/seasonal/months.hpp"
#include "shelfcast/base/calendar.hpp"
#include "shelfcast/base/exact_math.hpp"
#include "shelfcast/models/model.hpp"
#include "support/toy_shop.hpp"

#include <catch2/catch.hpp>

using namespace shelfcast;
using testing::ToyShop;

namespace {

/// A shop whose products sell as much as whole categories do.
domain::Panel large_shop(int days) {
  auto panel = ToyShop{.days = days, .products = 3}.panel();
  for (auto& product : panel.products)
    for (auto& sale : product.sales) sale.units *= 20;
  return panel;
}

/// Every day of the four weeks after the cut.
models::Grid total_of(const domain::Panel& panel) {
  const auto* const model = models::find_model("seasonal");
  const domain::FeatureMatrix no_matrix;
  const models::FeaturesFor no_features;
  std::vector<domain::Band> days;
  for (int step = 1; step <= 28; ++step) days.push_back({"", step, step});
  const auto blob = model->fit({panel, panel.cut, {"", 1, 28}, no_matrix}).value();
  return model->predict(blob, {panel, panel.cut, days, no_features}).value();
}

double mean_on(const domain::Panel& panel, const models::Grid& grid, int wanted_weekday, bool fair) {
  double sum = 0;
  int days = 0;
  for (std::size_t i = 0; i < grid.columns; ++i) {
    const Day day = panel.cut + 1 + static_cast<int>(i);
    if (weekday(day) != wanted_weekday || ToyShop::is_fair(panel, day) != fair) continue;
    sum += grid.at(2, i);
    ++days;
  }
  return days > 0 ? sum / days : 0;
}

/// Two years of a series that only knows a season of the year.
models::Series yearly_wave(int days) {
  models::Series series;
  for (int i = 0; i < days; ++i) series.push_back(200 * exact::exp(0.4 * exact::cos(i * 6.283185307 / 365.25)));
  return series;
}

}  // namespace

TEST_CASE("Saturdays are foreseen to sell twice what other days do") {
  const auto panel = large_shop(200);
  const auto grid = total_of(panel);
  CHECK(mean_on(panel, grid, 5, false) / mean_on(panel, grid, 2, false) == Approx(2).margin(0.25));
}

TEST_CASE("a holiday is foreseen by its name") {
  const auto panel = large_shop(430);  // the next fair is a day of the month after
  const auto grid = total_of(panel);
  double fair = 0;
  double plain = 0;
  for (std::size_t i = 0; i < grid.columns; ++i) {
    const Day day = panel.cut + 1 + static_cast<int>(i);
    if (weekday(day) == 5) continue;
    (ToyShop::is_fair(panel, day) ? fair : plain) = grid.at(2, i);
  }
  REQUIRE(fair > 0);
  CHECK(fair / plain == Approx(3).margin(0.6));
}

TEST_CASE("a season of the year is learnt from two years and left alone in thirteen months") {
  domain::Panel calendar;
  calendar.first = ToyShop::first();
  const models::DayKinds kinds(calendar, calendar.first + 730, {0});
  const auto flat = models::flat_shape(kinds);
  const auto learnt =
      models::learn_shape(yearly_wave(730), calendar.first, {kinds, {}}, {flat, models::kMarketplaceRidge}, {});
  CHECK(models::season_at(learnt, calendar.first) - models::season_at(learnt, calendar.first + 182) ==
        Approx(0.8).margin(0.2));
  const auto unknown =
      models::learn_shape(yearly_wave(400), calendar.first, {kinds, {}}, {flat, models::kMarketplaceRidge}, {});
  CHECK(models::season_at(unknown, calendar.first) == 0);
  CHECK(unknown.slope == 0);
}

TEST_CASE("months of earlier years show the season of the year to thirteen months of days, once they are known") {
  domain::Panel calendar;
  calendar.first = ToyShop::first();
  const CategoryId mugs{7};
  const auto days = yearly_wave(400);
  Day month = period_of(Frame::month, calendar.first - 3 * 365, 0).first;
  const Day whole_months_from = month;
  const Instant known{std::int64_t{calendar.first.number} * kDaySeconds};
  while (month < calendar.first) {
    const auto [first, last] = period_of(Frame::month, month, 0);
    double units = 0;
    for (Day day = first; day <= last; day = day + 1)
      units += 200 * exact::exp(0.4 * exact::cos((day - calendar.first) * 6.283185307 / 365.25));
    calendar.months.push_back({mugs, first, static_cast<Micro>(units * static_cast<double>(kMicro)), known});
    month = last + 1;
  }
  const models::DayKinds kinds(calendar, calendar.first + 400, {0});
  const auto flat = models::flat_shape(kinds);
  const auto swing_of = [&](const models::Series& series, std::optional<CategoryId> of) {
    const auto shape = models::learn_shape(series, calendar.first, {kinds, {}}, {flat, models::kMarketplaceRidge},
                                           models::month_means(calendar, of, series));
    return models::season_at(shape, calendar.first) - models::season_at(shape, calendar.first + 182);
  };
  CHECK(swing_of(days, mugs) == Approx(0.8).margin(0.1));
  CHECK(swing_of(days, std::nullopt) == Approx(0.8).margin(0.1));
  CHECK(swing_of(days, CategoryId{8}) == 0);
  for (auto& one : calendar.months) one.learnt = Instant{known.seconds + 500 * kDaySeconds};
  CHECK(swing_of(days, mugs) == 0);
  calendar.months.resize(12);
  CHECK(calendar.months.front().first == whole_months_from);
  for (auto& one : calendar.months) one.learnt = known;
  CHECK(swing_of(days, mugs) == 0);  // a year that no other lies around
}

TEST_CASE("a promotion ahead is foreseen to sell what promotions sold, once it is known") {
  auto panel = large_shop(200);
  auto& row = panel.products[2];
  const auto promote = [&](Day first, Day last, Instant learnt) {
    row.promotions.push_back({row.product.id, first, last, 0.05, learnt});
    for (auto& sale : row.sales)
      if (sale.day >= first && sale.day <= last) sale.units = sale.units * 3 / 2;
  };
  for (const int day : {60, 100, 130, 170}) promote(panel.first + day, panel.first + day + 5, {0});
  const auto unpromoted = total_of(panel);
  promote(panel.cut + 8, panel.cut + 12, {0});
  promote(panel.cut + 15, panel.cut + 19, panel.known_at + 1);
  const auto promoted = total_of(panel);
  double lift = 0;
  for (std::size_t day = 0; day < 28; ++day) {
    const bool known = day >= 7 && day < 12;
    if (known) lift += promoted.at(2, day) / unpromoted.at(2, day) / 5;
    if (!known) CHECK(promoted.at(2, day) == unpromoted.at(2, day));
  }
  CHECK(lift == Approx(1.5).margin(0.12));
  CHECK(promoted.at(1, 8) == unpromoted.at(1, 8));
}
