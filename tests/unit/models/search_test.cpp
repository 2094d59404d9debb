// SPDX-License-Identifier: Apache-2.0
#include "shelfcast/features/matrix.hpp"
#include "shelfcast/models/model.hpp"
#include "support/toy_shop.hpp"

#include <catch2/catch.hpp>

#include <cmath>
#include <random>

using namespace shelfcast;

namespace {

constexpr domain::Band kWeek{"1-7", 1, 7};
constexpr int kWeeks = 12;

/// Whatever a product sold teaches nothing of what it will sell.
domain::Panel shop_of_mere_luck() {
  auto panel = testing::ToyShop{.days = 200, .categories = 4, .products = 100}.panel();
  std::minstd_rand luck(7);
  for (auto& product : panel.products)
    for (auto& day : product.sales) day.units = static_cast<Micro>(luck() % 4 == 0 ? luck() % 9 : 0) * kMicro;
  return panel;
}

struct Tried {
  std::string usual;
  std::string searched;
};

Tried fit(const models::Model& model, const domain::Panel& panel, Day origin, int weeks) {
  std::vector<Day> past;
  for (int week = weeks; week >= 1; --week) past.push_back(origin - 7 * week);
  const auto matrix = features::build_matrix(panel, kWeek, past);
  return {model.fit({panel, origin, kWeek, matrix}).value(), model.fit({panel, origin, kWeek, matrix, true}).value()};
}

/// How far the shares of the week after the origin are from what was sold.
double error_of(const models::Model& model, std::string_view blob, const domain::Panel& panel, Day origin) {
  auto now = features::build_matrix(panel, kWeek, std::span(&origin, 1));
  const models::FeaturesFor features = [&](const domain::Band& slice) -> const domain::FeatureBlock& {
    features::look_ahead(now.blocks.front(), panel, slice);
    return now.blocks.front();
  };
  auto said = model.predict(blob, {panel, origin, std::span(&kWeek, 1), features}).value();
  auto came = models::make_grid(said.rows, 1);
  for (std::size_t p = 0; p < came.rows; ++p)
    for (const auto& day : panel.products[p].sales)
      if (day.day > origin && day.day <= origin + 7) came.at(p, 0) += static_cast<double>(day.units);
  models::to_shares(came, panel);
  double error = 0;
  for (std::size_t p = 0; p < came.rows; ++p) error += std::pow(said.at(p, 0) - came.at(p, 0), 2);
  return error;
}

}  // namespace

TEST_CASE("where all is luck a search takes calmer settings, and they foresee the next weeks better") {
  const auto& model = *models::find_model("boosting");
  const auto panel = shop_of_mere_luck();
  const Day origin = panel.cut - 28;
  const auto tried = fit(model, panel, origin, kWeeks);
  CHECK(tried.searched != tried.usual);
  double usual = 0;
  double searched = 0;
  for (int week = 0; week < 4; ++week) {
    usual += error_of(model, tried.usual, panel, origin + 7 * week);
    searched += error_of(model, tried.searched, panel, origin + 7 * week);
  }
  CHECK(searched < usual);
}

TEST_CASE("a search sees nothing after its origin, and leaves what it cannot judge as it was") {
  const auto& model = *models::find_model("boosting");
  const auto panel = shop_of_mere_luck();
  const Day origin = panel.cut - 28;
  auto other = panel;
  for (auto& product : other.products)
    for (auto& day : product.sales)
      if (day.day > origin) day.units *= 9;
  CHECK(fit(model, panel, origin, kWeeks).searched == fit(model, other, origin, kWeeks).searched);
  const auto few = fit(model, panel, origin, 3);
  CHECK(few.searched == few.usual);
}
