// SPDX-License-Identifier: Apache-2.0
#include "shelfcast/base/random.hpp"
#include "shelfcast/monitor/shop.hpp"

#include <catch2/catch.hpp>

#include <algorithm>
#include <cmath>

using namespace shelfcast;
using namespace shelfcast::monitor;

namespace {

constexpr std::size_t kCategories = 40;
constexpr std::size_t kSellers = 50;
constexpr double kUnknown = 0.3;  // of what sells: no forecast knows better

/// A marketplace in which what came is what was foreseen, but for chance: of the forecast, and of the buyers.
Shop quiet_shop(std::size_t products, std::uint64_t seed = 1) {
  Random random(seed, 0);
  Shop shop{.at = {1'000'000}, .marketplace = "DE", .currency = "EUR", .span = Period{Day{20'000}, Day{20'006}}};
  for (std::size_t c = 0; c < kCategories; ++c)
    shop.categories.push_back({.key = std::to_string(c), .name = "Category " + std::to_string(c), .parent = "root"});
  for (std::size_t s = 0; s < kSellers; ++s) shop.sellers.push_back({std::to_string(s), "Seller " + std::to_string(s)});
  for (std::size_t p = 0; p < products; ++p) {
    const double foreseen = std::exp(1.5 + 1.3 * random.normal());
    const double shape = 1 / (kUnknown * kUnknown);
    const auto came = static_cast<double>(random.poisson(foreseen * random.gamma(shape) / shape));
    const double reach = 1.96 * std::sqrt(foreseen + kUnknown * kUnknown * foreseen * foreseen);
    shop.products.push_back({.key = std::to_string(p),
                             .name = "Product " + std::to_string(p),
                             .category = p % kCategories,
                             .seller = p % kSellers,
                             .course = Course{.foreseen = foreseen,
                                              .held = {std::max(foreseen - reach, 0.0), foreseen + reach},
                                              .foreseen_amount = std::llround(foreseen * 2000),
                                              .came = came,
                                              .came_amount = std::llround(came * 2000)},
                             .next_units = foreseen,
                             .next_amount = std::llround(foreseen * 2000),
                             .price = 2000,
                             .earlier_prices = {1900, 2100, 2000}});
  }
  return shop;
}

/// Sums up what the categories foresaw and sold.
void add_categories(Shop& shop) {
  for (auto& category : shop.categories) category.course = Course{};
  for (const auto& product : shop.products) {
    auto& course = *shop.categories[product.category].course;
    course.foreseen += product.course->foreseen;
    course.came += product.course->came;
  }
  for (auto& category : shop.categories) {
    auto& course = *category.course;
    course.held = {course.foreseen * 0.75, course.foreseen * 1.25};
  }
}

ShopProduct& selling(Shop& shop, double least) {
  return *std::ranges::find_if(shop.products, [&](const auto& product) { return product.course->foreseen > least; });
}

std::vector<Signal> of(const Look& look, std::string_view rule) {
  std::vector<Signal> found;
  std::ranges::copy_if(look.found, std::back_inserter(found), [&](const auto& signal) { return signal.rule == rule; });
  return found;
}

std::vector<Signal> judged(const Shop& shop, std::string_view rule) {
  return of(look_at(shop), rule);
}

}  // namespace

TEST_CASE("where nothing but chance happens, next to nothing is told, of a thousand products or a hundred thousand") {
  const std::size_t products = GENERATE(1'000, 5'000, 100'000);
  CAPTURE(products);
  auto shop = quiet_shop(products);
  add_categories(shop);
  CHECK(look_at(shop).found.size() <= 2);
}

TEST_CASE("a product that sells three times what was foreseen is told of, to its seller, with both numbers") {
  auto shop = quiet_shop(5'000);
  auto& product = selling(shop, 40);
  product.course->foreseen = 50;
  product.course->held = {20, 80};
  product.course->foreseen_amount = 1'000'00;
  product.course->came = 150;
  product.course->came_amount = 3'000'00;
  const auto found = judged(shop, "demand-spike");
  REQUIRE(found.size() == 1);
  const auto& signal = found.front();
  CHECK(signal.subject == "product:" + product.key);
  CHECK(signal.within == "category:" + shop.categories[product.category].key);
  CHECK(signal.seller == shop.sellers[product.seller].key);
  CHECK(signal.sentence ==
        product.name + " sold 150 units from 2024-10-04 to 2024-10-10; 50 were foreseen: 200 % more.");
  CHECK(signal.measured == Approx(2));
  CHECK(signal.threshold == Approx(0.5));
  CHECK(signal.money == 2'000'00);
  CHECK(signal.priority == domain::Priority::p1);
}

TEST_CASE("a product that hardly sells any more is told of, unless it was out of stock") {
  auto shop = quiet_shop(5'000);
  auto& product = selling(shop, 60);
  product.course->came = 1;
  product.course->came_amount = 2000;
  const auto found = judged(shop, "demand-drop");
  REQUIRE(found.size() == 1);
  CHECK(found.front().subject == "product:" + product.key);
  product.days_out = 6;
  CHECK(judged(shop, "demand-drop").empty());
}

TEST_CASE("a seller's own threshold decides what is an effect") {
  auto shop = quiet_shop(5'000);
  auto& product = selling(shop, 60);
  product.course->came = 3 * product.course->foreseen;
  REQUIRE(judged(shop, "demand-spike").size() == 1);
  const auto& seller = shop.sellers[product.seller].key;
  const auto own = [&](const Rule& rule, const std::string& asked) {
    return asked == seller && rule.name == "demand-spike" ? std::optional(4.0) : std::nullopt;
  };
  CHECK(of(look_at(shop, own), "demand-spike").empty());
}

TEST_CASE("of faults among many products most are found, and nearly all that is told is one of them") {
  const std::size_t products = GENERATE(5'000, 100'000);
  CAPTURE(products);
  auto shop = quiet_shop(products, 2);
  std::size_t faults = 0;
  for (std::size_t p = 0; p < products && faults < products / 250; ++p) {
    auto& course = *shop.products[p].course;
    if (course.foreseen < 20) continue;
    course.came = course.foreseen * 4.5;
    shop.products[p].name = "Struck";
    ++faults;
  }
  const auto found = judged(shop, "demand-spike");
  const auto struck = static_cast<std::size_t>(std::ranges::count(found, "Struck", &Signal::subject_name));
  CHECK(static_cast<double>(struck) > 0.95 * static_cast<double>(faults));
  CHECK(static_cast<double>(struck) > 0.9 * static_cast<double>(found.size()));
}

TEST_CASE("a day that is missing everywhere is nobody's drop") {
  auto shop = quiet_shop(5'000);
  for (auto& product : shop.products) product.course->came = std::round(product.course->came * 6 / 7);
  CHECK(judged(shop, "demand-drop").empty());
  CHECK(judged(shop, "share-lost").empty());
}

TEST_CASE("a category that shifts is told to those who have much in it, and to those of whose products something is") {
  auto shop = quiet_shop(5'000);
  for (auto& product : shop.products)
    if (product.category == 7) product.course->came *= 2.5;
  add_categories(shop);
  const auto look = look_at(shop);
  const auto trends = of(look, "category-trend");
  REQUIRE(!trends.empty());
  CHECK(std::ranges::all_of(trends, [](const auto& signal) { return signal.subject == "category:7"; }));
  for (const auto& spike : of(look, "demand-spike")) {
    if (spike.within != "category:7") continue;
    CAPTURE(spike.subject);
    CHECK(std::ranges::count(trends, spike.seller, &Signal::seller) == 1);
  }
}

TEST_CASE("a seller who sells half of what was foreseen has lost part of the marketplace") {
  auto shop = quiet_shop(5'000);
  for (auto& product : shop.products)
    if (product.seller == 3) product.course->came = std::floor(product.course->came / 2);
  const auto found = judged(shop, "share-lost");
  REQUIRE(found.size() == 1);
  CHECK(found.front().subject == "seller:3");
  CHECK(found.front().seller == "3");
  CHECK(found.front().measured == Approx(0.5).margin(0.15));
}

TEST_CASE("a seller who sells nothing any more is told so, though one dear product is most of what it earned") {
  auto shop = quiet_shop(5'000);
  for (auto& product : shop.products)
    if (product.seller == 3)
      product.course = {.foreseen = 0.3, .held = {0, 2}, .foreseen_amount = 600, .came = 0, .came_amount = 0};
  shop.products[3].course->foreseen_amount = 60'000;
  const auto found = judged(shop, "share-lost");
  REQUIRE(found.size() == 1);
  CHECK(found.front().seller == "3");
  CHECK(found.front().measured == Approx(1));
}

TEST_CASE("a price of ten times what it was is out of band, one that moved as prices do is not") {
  auto shop = quiet_shop(100);
  shop.products[5].price = 20'000;
  shop.products[6].price = 2'300;
  const auto found = judged(shop, "price-out-of-band");
  REQUIRE(found.size() == 1);
  CHECK(found.front().subject == "product:5");
  CHECK(found.front().sentence == "Product 5 is offered for 200.00 EUR; it usually cost 20.00 EUR.");
}

TEST_CASE("a new product's price is held against those of its category") {
  auto shop = quiet_shop(kCategories * 25);
  Random random(9, 0);
  for (auto& product : shop.products) product.price = std::llround(2000 * std::exp(0.3 * random.normal()));
  shop.products[5].earlier_prices.clear();
  shop.products[5].price = 20;
  const auto found = judged(shop, "price-out-of-band");
  CHECK(std::ranges::count(found, "product:5", &Signal::subject) == 1);
}

TEST_CASE("stock that ends within a week of demand is a risk, where it is known") {
  auto shop = quiet_shop(10);
  shop.products[1].next_units = 14;
  shop.products[1].next_amount = 280'00;
  shop.products[1].stock = 6;
  shop.products[2].next_units = 14;
  shop.products[2].stock = 15;
  const auto found = judged(shop, "stock-out-risk");
  REQUIRE(found.size() == 1);
  CHECK(found.front().sentence ==
        "Product 1 has 6 units left, enough for 3 days; 14 are foreseen for the coming week.");
  CHECK(found.front().measured == Approx(3));
  CHECK(found.front().money == 160'00);
}

TEST_CASE("of one there is one unit, and one day") {
  auto shop = quiet_shop(10);
  shop.products[1].next_units = 7;
  shop.products[1].stock = 1;
  CHECK(judged(shop, "stock-out-risk").front().sentence ==
        "Product 1 has 1 unit left, enough for 1 day; 7 are foreseen for the coming week.");
  shop.products[1].next_units = 1.04;
  shop.products[1].stock = 0;
  CHECK(judged(shop, "stock-out-risk").front().sentence ==
        "Product 1 is out of stock; 1 unit is foreseen for the coming week.");
}

TEST_CASE("a product that is sold for less than it costs is told of, where costs are known") {
  auto shop = quiet_shop(10);
  shop.products[1].cost = 2500;
  shop.products[2].cost = 1500;
  const auto found = judged(shop, "margin-low");
  REQUIRE(found.size() == 1);
  CHECK(found.front().sentence == "Product 1 costs 25.00 EUR and is sold for 20.00 EUR: a loss of 25 % of the price.");
}

TEST_CASE("a rank far beyond the range that was told is told of") {
  auto shop = quiet_shop(1'000);
  for (auto& product : shop.products) {
    product.before = Place{20, 12, 30};
    product.after = Place{21, 13, 31};
  }
  shop.products[4].before = Place{40, 32, 50};
  shop.products[4].after = Place{3, 2, 5};
  const auto found = look_at(shop);
  REQUIRE(of(found, "rank-gained").size() == 1);
  CHECK(of(found, "rank-gained").front().subject == "product:4");
  CHECK(of(found, "rank-lost").empty());
}

TEST_CASE("a season that comes at another time than a year ago is told of") {
  auto shop = quiet_shop(1'000);
  Random random(13, 0);
  for (auto& category : shop.categories)
    category.season = Season{1'000 * std::exp(0.05 * random.normal()), 900, 9'000, 8'100};
  shop.categories[9].season->recent = 2'500;
  const auto found = judged(shop, "season-shift");
  for (const auto& signal : found) CHECK(signal.subject == "category:9");
}

TEST_CASE("money decides how urgent an alert is, up to what its rule may have") {
  auto shop = quiet_shop(5'000);
  auto& product = selling(shop, 60);
  product.course->came = 4 * product.course->foreseen;
  const auto priority = [&](Minor amount) {
    product.course->came_amount = product.course->foreseen_amount + amount;
    return judged(shop, "demand-spike").at(0).priority;
  };
  CHECK(priority(50'00) == domain::Priority::p3);
  CHECK(priority(500'00) == domain::Priority::p2);
  CHECK(priority(5'000'00) == domain::Priority::p1);
  CHECK(priority(50'000'00) == rule_named("demand-spike")->priority);
}

TEST_CASE("where no table stood before the week, only what needs none is judged") {
  auto shop = quiet_shop(100);
  shop.span.reset();
  const auto look = look_at(shop);
  CHECK(std::ranges::count(look.rules, "demand-spike") == 0);
  CHECK(std::ranges::count(look.rules, "stock-out-risk") == 1);
}

TEST_CASE("an empty marketplace has nothing to tell") {
  CHECK(look_at(Shop{.at = {0}, .marketplace = "DE", .currency = "EUR", .span = Period{Day{0}, Day{6}}}).found.empty());
}
