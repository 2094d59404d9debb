// SPDX-License-Identifier: Apache-2.0
#include "shelfcast/monitor/feature_watch.hpp"

#include "shelfcast/base/random.hpp"

#include <catch2/catch.hpp>

#include <cmath>
#include <string>

namespace shelfcast::monitor {
namespace {

constexpr int kDays = 28;
constexpr int kBins = 10;
constexpr int kFeatures = 41;
constexpr double kProducts = 3'000;
const Day kCut{20'400};

/// So many products by bin; every day leans a little one way or the other, and weekends are of their own.
Bins spread_of(Random& random, Day day, double shift = 0) {
  Bins bins;
  const double slope = 0.05 * random.normal() + (weekday(day) >= 5 ? 0.1 : 0) + shift;
  for (int b = 0; b < kBins; ++b)
    bins.push_back(static_cast<double>(random.poisson(kProducts / kBins * std::exp(slope * (b - 4.5) / 4.5))));
  return bins;
}

double count_on(Random& random) {
  return kProducts * (1 + 0.01 * random.normal());
}

/// Four weeks in which nothing but chance and weekdays moves anything.
FeatureDays stable(std::uint64_t history) {
  Random random(11, history);
  FeatureDays days{.marketplace = "DE", .currency = "EUR"};
  for (int b = 0; b < kBins; ++b) days.places.push_back(b * 0.5 - 2);
  for (int f = 0; f < kFeatures; ++f) {
    FeatureSpread feature{
        .name = "feature_" + std::to_string(f), .made_from = "prices", .now = spread_of(random, kCut), .before = {}};
    for (int back = kDays; back > 0; --back) feature.before.push_back(spread_of(random, kCut - back));
    days.features.push_back(std::move(feature));
  }
  days.on_sale = {kCut, count_on(random)};
  days.out_of_stock = {static_cast<double>(random.poisson(90)), kProducts};
  for (int back = kDays; back > 0; --back) {
    days.on_sale_before.push_back({kCut - back, count_on(random)});
    days.out_of_stock_before.push_back({static_cast<double>(random.poisson(90)), kProducts});
  }
  return days;
}

}  // namespace

TEST_CASE("of two hundred marketplaces in which nothing drifts none is called otherwise") {
  for (std::uint64_t history = 0; history < 200; ++history) {
    const auto look = look_at(stable(history), Instant{0});
    INFO("history " << history << (look.found.empty() ? "" : look.found[0].sentence));
    CHECK(look.rules == std::vector<std::string>{"feature-drift"});
    CHECK(look.found.empty());
  }
}

TEST_CASE("a feature that is spread otherwise is found, with what moved most") {
  auto days = stable(1);
  days.features[7].name = "relative_price";
  days.features[7].now = {0, 0, 300, 300, 300, 300, 300, 300, 300, 900};
  const auto look = look_at(days, Instant{0});
  REQUIRE(look.found.size() == 1);
  CHECK(look.found[0].rule == "feature-drift");
  CHECK(look.found[0].measured > 4);
  CHECK(look.found[0].sentence.starts_with(
      "'relative_price' (made from prices) is about 2.5 for 30.0 % of the products, and was for"));
}

TEST_CASE("prices that all rose by as much as days never do are found in every one of twenty marketplaces") {
  for (std::uint64_t history = 0; history < 20; ++history) {
    Random random(12, history);
    auto days = stable(history);
    days.features[0].now = spread_of(random, kCut, 0.6);
    CHECK(look_at(days, Instant{0}).found.size() == 1);
  }
}

TEST_CASE("many features that move are one alert, which says how many") {
  auto days = stable(2);
  for (int f = 0; f < 5; ++f) days.features[static_cast<std::size_t>(f)].now = Bins(kBins, 0);
  for (int f = 0; f < 5; ++f) days.features[static_cast<std::size_t>(f)].now[3] = kProducts;
  const auto look = look_at(days, Instant{0});
  REQUIRE(look.found.size() == 1);
  CHECK(look.found[0].sentence.ends_with("; so are 4 more of 43."));
}

TEST_CASE("an assortment that halved is found, and so are shelves that are empty") {
  auto halved = stable(3);
  halved.on_sale.count /= 2;
  auto look = look_at(halved, Instant{0});
  REQUIRE(look.found.size() == 1);
  CHECK(look.found[0].sentence.starts_with("15"));
  CHECK(look.found[0].sentence.find("products are on sale, and 30") != std::string::npos);

  auto empty = stable(4);
  empty.out_of_stock.count = 600;
  look = look_at(empty, Instant{0});
  REQUIRE(look.found.size() == 1);
  CHECK(look.found[0].sentence.starts_with("20.0 % of the products are out of stock, and 3.0 % were"));
}

TEST_CASE("a trifle that days never vary by is no drift") {
  auto days = stable(7);
  auto& feature = days.features[0];
  for (auto& day : feature.before) day = Bins(kBins, 300);
  feature.now = Bins(kBins, 300);
  feature.now[0] += 100;
  feature.now[9] -= 100;
  CHECK(look_at(days, Instant{0}).found.empty());
}

TEST_CASE("an assortment that only grows older day by day is no drift") {
  auto days = stable(5);
  auto& age = days.features[0];
  for (std::size_t day = 0; day < age.before.size(); ++day) {
    age.before[day] = Bins(kBins, 0);
    age.before[day][4] = kProducts - 20.0 * static_cast<double>(day);
    age.before[day][5] = 20.0 * static_cast<double>(day);
  }
  age.now = Bins(kBins, 0);
  age.now[4] = kProducts - 20.0 * kDays;
  age.now[5] = 20.0 * kDays;
  CHECK(look_at(days, Instant{0}).found.empty());
}

TEST_CASE("of a history that is too short no rule is judged, so that nothing ends by it") {
  auto days = stable(6);
  for (auto& feature : days.features) feature.before.resize(3);
  days.on_sale_before.resize(3);
  days.out_of_stock_before.resize(3);
  CHECK(look_at(days, Instant{0}).rules.empty());
}

}  // namespace shelfcast::monitor
