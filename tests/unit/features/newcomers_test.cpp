// SPDX-License-Identifier: Apache-2.0
#include "shelfcast/features/newcomers.hpp"

#include "features/kindred.hpp"
#include "support/toy_shop.hpp"

#include <catch2/catch.hpp>

using namespace shelfcast;
using features::newcomers_at;
using testing::ToyShop;

namespace {

constexpr std::size_t kNew = 2;  // product p of the toy shop sells about p + 1 a day
constexpr std::size_t kOtherNew = 3;
constexpr std::size_t kBest = 5;

/// A shop of one category whose first product, a slow one, is a garden hose and whose last, its best, a wine glass; two
/// are new since its last day.
domain::Panel shop_with_new(const std::string& name, const std::string& other_name) {
  auto panel = ToyShop{.categories = 1}.panel();
  const std::string names[] = {"Garden HOSE, green", "Lamp", name, other_name, "Table", "Wine-glass crystal"};
  for (std::size_t p = 0; p < panel.products.size(); ++p) panel.products[p].product.name = names[p];
  for (const auto p : {kNew, kOtherNew}) {
    panel.products[p].sales.clear();
    panel.products[p].product.on_sale_since = panel.cut;
  }
  return panel;
}

/// What is expected of the first new one over what is of the second.
double first_over_second(const domain::Panel& panel) {
  const auto found = newcomers_at(panel, panel.cut);
  REQUIRE(found.size() == 2);
  return found[0].share / found[1].share;
}

}  // namespace

TEST_CASE("a new product that is like a best-seller is expected to sell more than one like a slow seller") {
  CHECK(first_over_second(shop_with_new("Red wine glass", "Garden hose, blue")) > 2);
  CHECK(first_over_second(shop_with_new("Garden hose, blue", "Red wine glass")) < 0.5);
}

TEST_CASE("new products like no other are expected to sell what the mean product does") {
  const auto found = newcomers_at(shop_with_new("Umbrella", "Boots"), ToyShop::first() + 199);
  REQUIRE(found.size() == 2);
  CHECK(found[0].share == Approx(1.0 / 6));
  CHECK(found[1].share == Approx(1.0 / 6));
}

TEST_CASE("without names the words of the keys tell what is like") {
  auto panel = shop_with_new("", "Boots");
  panel.products[kBest].product.name.clear();
  panel.products[kBest].product.key = "GLASS_17";
  panel.products[kNew].product.key = "GLASS_18";
  CHECK(first_over_second(panel) > 1.2);
}

TEST_CASE("a like product says less at another price, and less still of another seller") {
  auto panel = shop_with_new("Red wine glass", "Boots");
  const double alike = first_over_second(panel);
  panel.products[kNew].product.price = 4000;
  const double dearer = first_over_second(panel);
  panel.products[kNew].product.seller = {7};
  CHECK(dearer < alike);
  CHECK(first_over_second(panel) < dearer);
}

TEST_CASE("the longer a new product has not sold, the less is expected of it, until it is new no more") {
  auto panel = shop_with_new("Umbrella", "Boots");
  panel.products[kNew].product.on_sale_since = panel.cut - 5;
  CHECK(first_over_second(panel) < 0.5);
  panel.products[kNew].product.on_sale_since = panel.cut - 56;
  CHECK(newcomers_at(panel, panel.cut).size() == 1);
}

TEST_CASE("what sold once speaks for itself, and what is yet to come is not there") {
  auto panel = shop_with_new("Umbrella", "Boots");
  panel.products[kNew].sales = {{panel.cut, kMicro, 1000}};
  panel.products[kOtherNew].product.on_sale_since = panel.cut + 1;
  CHECK(newcomers_at(panel, panel.cut).empty());
}

TEST_CASE("nothing that comes after an origin changes what was expected at it") {
  auto panel = shop_with_new("Red wine glass", "Green wine glass");
  const Day origin = panel.cut - 20;
  panel.products[kNew].product.on_sale_since = origin;
  const auto before = newcomers_at(panel, origin);
  REQUIRE(before.size() == 1);
  panel.products[kOtherNew].product.name = "Wine glass";
  panel.products[kNew].sales = {{panel.cut, 50 * kMicro, 50000}};
  for (auto& sale : panel.products[kBest].sales)
    if (sale.day > origin) sale.units *= 9;
  CHECK(newcomers_at(panel, origin).front().share == before.front().share);
}

TEST_CASE("many newcomers leave half of their category to what sells already") {
  auto panel = shop_with_new("Umbrella", "Boots");
  for (std::size_t p = 1; p < kBest; ++p) {
    panel.products[p].sales.clear();
    panel.products[p].product.on_sale_since = panel.cut;
  }
  double sum = 0;
  for (const auto& newcomer : newcomers_at(panel, panel.cut)) sum += newcomer.share;
  CHECK(sum == Approx(0.5));
}

TEST_CASE("words are told apart by what is no letter, whatever their case") {
  CHECK(features::words_of("15CM Glass-ball, GLASS of Käse") == std::vector<std::string>{"ball", "glass", "käse"});
}
