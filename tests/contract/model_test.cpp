// SPDX-License-Identifier: Apache-2.0
// What every Model promises. A new model is one row of models::every_model().
#include "shelfcast/models/model.hpp"

#include "shelfcast/features/matrix.hpp"
#include "support/toy_shop.hpp"

#include <catch2/catch.hpp>

#include <algorithm>
#include <cmath>
#include <numeric>

using namespace shelfcast;
using models::Grid;
using models::Model;
using models::Role;
using testing::ToyShop;

namespace {

constexpr domain::Band kWeek{"1-7", 1, 7};

struct Answer {
  std::string blob;
  Grid grid;
};

/// Asks for each day of the week after `origin`.
Result<Grid> ask_blob(const Model& model, std::string_view blob, const domain::Panel& panel, Day origin) {
  auto now = features::build_matrix(panel, kWeek, std::span(&origin, 1));
  const models::FeaturesFor features = [&](const domain::Band& slice) -> const domain::FeatureBlock& {
    features::look_ahead(now.blocks.front(), panel, slice);
    return now.blocks.front();
  };
  std::vector<domain::Band> days;
  for (int step = 1; step <= 7; ++step) days.push_back({"", step, step});
  return model.predict(blob, {panel, origin, days, features});
}

/// Fits at `origin` and asks for the week after it.
Answer ask(const Model& model, const domain::Panel& panel, Day origin) {
  std::vector<Day> past;
  for (int week = 10; week >= 1; --week)
    if (origin - 7 * week >= panel.first) past.push_back(origin - 7 * week);
  const auto matrix = features::build_matrix(panel, kWeek, past);
  auto blob = model.fit({panel, origin, kWeek, matrix}).value();
  auto grid = ask_blob(model, blob, panel, origin).value();
  return {std::move(blob), std::move(grid)};
}

bool sound(const Grid& grid) {
  return std::all_of(grid.values.begin(), grid.values.end(), [](double v) { return std::isfinite(v) && v >= 0; });
}

double sum_of_category(const domain::Panel& panel, const Grid& grid, std::size_t category) {
  double sum = 0;
  for (std::size_t p = 0; p < grid.rows; ++p)
    if (panel.products[p].category == category) sum += grid.at(p, 0);
  return sum;
}

/// Everything after `origin` told otherwise: other sales, and plans that were learnt later.
domain::Panel with_another_future(domain::Panel panel, Day origin) {
  const Instant later = panel.known_at;
  for (auto& product : panel.products) {
    for (auto& sale : product.sales)
      if (sale.day > origin) sale.units *= 9;
    product.prices.push_back({product.product.id, origin + 2, 10, later});
    product.promotions.push_back({product.product.id, origin + 1, origin + 5, 0.5, later});
  }
  panel.holidays.push_back({origin + 3, "Fair", later});
  std::sort(panel.holidays.begin(), panel.holidays.end(), [](const auto& a, const auto& b) { return a.day < b.day; });
  return panel;
}

}  // namespace

TEST_CASE("the same evidence gives the same bytes, the same question the same bits", "[contract]") {
  const Model* model = GENERATE(from_range(models::every_model().begin(), models::every_model().end()));
  INFO(model->name());
  const auto panel = ToyShop{}.panel();
  const auto once = ask(*model, panel, panel.cut);
  const auto again = ask(*model, panel, panel.cut);
  CHECK(once.blob == again.blob);
  CHECK(once.grid.values == again.grid.values);
  CHECK(once.grid.rows == panel.products.size());
  CHECK(once.grid.columns == 7);
}

TEST_CASE("what happened or was learnt after the origin changes no byte", "[contract]") {
  const Model* model = GENERATE(from_range(models::every_model().begin(), models::every_model().end()));
  INFO(model->name());
  const auto panel = ToyShop{}.panel();
  const Day origin = panel.cut - 30;
  const auto here = ask(*model, panel, origin);
  const auto elsewhere = ask(*model, with_another_future(panel, origin), origin);
  CHECK(here.blob == elsewhere.blob);
  CHECK(here.grid.values == elsewhere.grid.values);
}

TEST_CASE("a prediction is finite and never negative, however little is known", "[contract]") {
  const Model* model = GENERATE(from_range(models::every_model().begin(), models::every_model().end()));
  INFO(model->name());
  SECTION("nothing at all") {
    domain::Panel empty;
    CHECK(ask(*model, empty, empty.cut).grid.values.empty());
  }
  SECTION("one day") {
    CHECK(sound(ask(*model, ToyShop{.days = 1}.panel(), ToyShop::first()).grid));
  }
  SECTION("five weeks") {
    const auto panel = ToyShop{.days = 35}.panel();
    CHECK(sound(ask(*model, panel, panel.cut).grid));
  }
  SECTION("a category that never sold") {
    auto panel = ToyShop{}.panel();
    for (auto& product : panel.products)
      if (product.category == 0) product.sales.clear();
    CHECK(sound(ask(*model, panel, panel.cut).grid));
  }
}

TEST_CASE("the shares of a category with products on sale are 1 in all", "[contract]") {
  const Model* model = GENERATE(from_range(models::every_model().begin(), models::every_model().end()));
  if (model->role() != Role::share) return;
  INFO(model->name());
  auto panel = ToyShop{}.panel();
  panel.products.back().sales.clear();
  panel.products.back().product.on_sale_since = panel.cut;
  const auto answer = ask(*model, panel, panel.cut);
  CHECK(sum_of_category(panel, answer.grid, 0) == Approx(1));
  CHECK(sum_of_category(panel, answer.grid, 1) == Approx(1));
  CHECK(answer.grid.at(panel.products.size() - 1, 0) > 0.001);  // a new product is given a chance
}

TEST_CASE("what was learnt stays good at a later origin, and the days since count", "[contract]") {
  const Model* model = GENERATE(from_range(models::every_model().begin(), models::every_model().end()));
  if (model->name() == "seasonal") return;  // it speaks of the origin of its fit
  INFO(model->name());
  auto panel = ToyShop{}.panel();
  const auto blob = ask(*model, panel, panel.cut - 28).blob;
  const auto before = ask_blob(*model, blob, panel, panel.cut).value();
  CHECK(sound(before));
  for (auto& sale : panel.products.front().sales)
    if (sale.day > panel.cut - 28) sale.units *= 3;
  const auto after = ask_blob(*model, blob, panel, panel.cut).value();
  CHECK(sound(after));
  CHECK(after.values != before.values);
}

TEST_CASE("a blob that no fit returned is refused", "[contract]") {
  const Model* model = GENERATE(from_range(models::every_model().begin(), models::every_model().end()));
  INFO(model->name());
  const auto panel = ToyShop{}.panel();
  const auto blob = ask(*model, panel, panel.cut).blob;
  for (const auto& broken : {std::string(), std::string("nonsense"), blob.substr(0, blob.size() - 1), blob + "x"}) {
    const auto answer = ask_blob(*model, broken, panel, panel.cut);
    REQUIRE(!answer);
    CHECK(answer.error().code == Code::corrupt);
  }
}

TEST_CASE("what a model rests on is told of every column, 1 in all, or of none", "[contract]") {
  const Model* model = GENERATE(from_range(models::every_model().begin(), models::every_model().end()));
  INFO(model->name());
  const auto panel = ToyShop{.products = 20}.panel();
  const auto parts = model->rests_on(ask(*model, panel, panel.cut).blob);
  CHECK(model->rests_on("no fit").empty());
  if (parts.empty()) {
    CHECK_FALSE((model->name() == "logistic" || model->name() == "boosting"));
    return;
  }
  const auto columns = features::build_matrix(panel, kWeek, {}).names.size();
  CHECK(parts.size() == columns);
  CHECK(std::ranges::all_of(parts, [](double part) { return part >= 0; }));
  CHECK(std::accumulate(parts.begin(), parts.end(), 0.0) == Approx(1));
}

TEST_CASE("without its season a model of units says the same of every weekday, and no less in all", "[contract]") {
  const Model* model = GENERATE(from_range(models::every_model().begin(), models::every_model().end()));
  INFO(model->name());
  if (model->role() == Role::share) return;
  auto panel = ToyShop{.days = 420}.panel();
  std::erase_if(panel.holidays, [&](const auto& holiday) { return holiday.day > panel.cut; });
  const models::FeaturesFor no_features;
  const auto blob = model->fit({panel, panel.cut, {"", 1, 400}, {}}).value();
  std::vector<domain::Band> days;
  for (int step = 1; step <= 364; ++step) days.push_back({"", step, step});
  const models::Question question{panel, panel.cut, days, no_features};
  const auto seasonal = model->predict(blob, question).value();
  const auto even = model->predict_without_season(blob, question).value();
  CHECK(sound(even));
  for (std::size_t p = 0; p < even.rows; ++p) {
    double year = 0;
    double even_year = 0;
    for (std::size_t i = 0; i < days.size(); ++i) {
      year += seasonal.at(p, i);
      even_year += even.at(p, i);
    }
    CHECK(even_year == Approx(year).epsilon(0.1));
    CHECK(even.at(p, 1) == Approx(even.at(p, 5)).epsilon(0.03));
  }
}
