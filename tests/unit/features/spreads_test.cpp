// SPDX-License-Identifier: Apache-2.0
#include "shelfcast/features/spreads.hpp"

#include "features/definitions.hpp"
#include "support/temp_folder.hpp"
#include "support/toy_shop.hpp"

#include <catch2/catch.hpp>

#include <algorithm>
#include <cmath>
#include <memory>
#include <numeric>

using namespace shelfcast;
using features::Spreads;
using testing::ToyShop;

namespace {

struct Kept {
  testing::TempFolder folder;
  std::unique_ptr<storage::Store> store = storage::Store::open(folder.path() / "store", Spreads::families()).value();
  Spreads spreads{*store};
};

}  // namespace

TEST_CASE("a value counts for the places on either side of it, for the nearer one more") {
  for (const float value : {-100.0F, -6.5F, -1.0F, -0.06F, 0.0F, 0.04F, 0.2F, 0.9F, 6.3F, 100.0F}) {
    INFO(value);
    features::FeatureBins bins{};
    features::add_to(bins, value);
    double all = 0;
    double mean = 0;
    for (std::size_t i = 0; i < bins.size(); ++i) {
      CHECK(bins[i] >= 0);
      all += bins[i];
      mean += bins[i] * features::value_at(i);
    }
    CHECK(all == Approx(1));
    CHECK(std::ranges::count_if(bins, [](double part) { return part > 0; }) <= 2);
    if (std::abs(value) < 7) CHECK(mean == Approx(static_cast<double>(value)).margin(1e-9));
  }
  CHECK(features::value_at(features::kSpreadPlaces / 2) == 0);
}

TEST_CASE("every product that is on sale counts once in every feature") {
  const auto spread = features::spread_on(ToyShop{}.panel(), ToyShop{}.panel().cut);
  CHECK(spread.products == 12);
  REQUIRE(spread.bins.size() == features::every_feature().size());
  for (const auto& bins : spread.bins) CHECK(std::accumulate(bins.begin(), bins.end(), 0.0) == Approx(12));
}

TEST_CASE("what is out of stock on a day is counted on that day") {
  auto panel = ToyShop{}.panel();
  panel.products[3].stock_outs = {{panel.cut - 5, panel.cut - 2}};
  panel.products[4].stock_outs = {{panel.cut - 1, panel.cut + 1}};
  CHECK(features::spread_on(panel, panel.cut).out_of_stock == 1);
  CHECK(features::spread_on(panel, panel.cut - 2).out_of_stock == 0);
  CHECK(features::spread_on(panel, panel.cut - 3).out_of_stock == 1);
}

TEST_CASE("the first cycle tells of the four weeks before it too, and what was kept then stays") {
  Kept kept;
  auto panel = ToyShop{}.panel();
  REQUIRE(kept.spreads.save(panel));
  const auto first = kept.spreads.up_to(panel.marketplace, panel.cut).value();
  REQUIRE(first.size() == 29);
  CHECK(first.front().day == panel.cut - 28);
  CHECK(first.back().day == panel.cut);
  const auto then = features::spread_on(panel, panel.cut - 21);
  for (std::size_t f = 0; f < then.bins.size(); ++f)
    for (std::size_t i = 0; i < features::kSpreadPlaces; ++i)
      CHECK(first[7].bins[f][i] == Approx(then.bins[f][i]).margin(0.005));

  auto later = ToyShop{.days = 201}.panel();
  later.products.pop_back();  // as if it had been taken off the list, of which the past knows nothing
  REQUIRE(kept.spreads.save(later));
  const auto second = kept.spreads.up_to(later.marketplace, later.cut).value();
  REQUIRE(second.size() == 29);
  CHECK(second.back().products == 11);
  CHECK(second.front().products == 12);
}

TEST_CASE("days on which features say too little yet are left out") {
  Kept kept;
  const auto panel = ToyShop{.days = 60}.panel();
  REQUIRE(kept.spreads.save(panel));
  CHECK(kept.spreads.up_to(panel.marketplace, panel.cut).value().size() == 4);  // three days, and the cut
}

TEST_CASE("a source that tells of weeks is looked at week by week") {
  Kept kept;
  auto panel = ToyShop{.days = 500}.panel();
  panel.marketplace.grain = domain::Grain::week;
  REQUIRE(kept.spreads.save(panel));
  const auto spreads = kept.spreads.up_to(panel.marketplace, panel.cut).value();
  REQUIRE(spreads.size() == 29);
  CHECK(spreads.front().day == panel.cut - 28 * 7);
}

TEST_CASE("what speaks of holidays or of a year ago follows the calendar, and nothing else does") {
  std::vector<std::string_view> following;
  for (const auto& feature : features::every_feature())
    if (features::follows_calendar(feature)) following.push_back(feature.name);
  CHECK(following == std::vector<std::string_view>{"year_ago", "holidays_by_velocity"});
}
