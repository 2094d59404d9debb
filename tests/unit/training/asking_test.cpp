// SPDX-License-Identifier: Apache-2.0
#include "training/asking.hpp"

#include "support/toy_shop.hpp"

#include <catch2/catch.hpp>

#include <cmath>
#include <limits>
#include <set>

using namespace shelfcast;
using models::Grid;

namespace {

/// Says 1 of every product but those that it cannot bear to see, and a lie of some.
class Moody final : public models::Model {
 public:
  std::set<std::string> unbearable;
  std::set<std::string> lied_of;
  double lie = -1;

  [[nodiscard]] std::string_view name() const override { return "moody"; }
  [[nodiscard]] models::Role role() const override { return models::Role::direct; }
  [[nodiscard]] Result<std::string> fit(const models::Evidence& evidence) const override {
    for (const auto& product : evidence.panel.products)
      if (unbearable.contains(product.product.key)) return fail(Code::invalid, product.product.key, "I will not");
    return "";
  }
  [[nodiscard]] Result<Grid> predict(std::string_view, const models::Question& question) const override {
    auto grid = models::make_grid(question.panel.products.size(), question.slices.size());
    for (std::size_t row = 0; row < grid.rows; ++row)
      for (std::size_t day = 0; day < grid.columns; ++day)
        grid.at(row, day) = lied_of.contains(question.panel.products[row].product.key) && day == 3 ? lie : 1;
    return grid;
  }
};

std::set<std::size_t> rows_of(const std::vector<training::BadRow>& bad) {
  std::set<std::size_t> rows;
  for (const auto& row : bad) rows.insert(row.row);
  return rows;
}

}  // namespace

TEST_CASE("a model that fails for some series is asked of the others, and the bad ones are named with the reason") {
  Moody model;
  model.unbearable = {"P2", "P7"};
  const auto answer = training::ask_direct(model, testing::ToyShop{.days = 60}.panel(), 7);
  REQUIRE(answer);
  CHECK(rows_of(answer->bad) == std::set<std::size_t>{2, 7});
  CHECK_THAT(answer->bad.front().problem, Catch::Contains("I will not"));
  for (std::size_t row = 0; row < 12; ++row) CHECK(std::isnan(answer->units.at(row, 6)) == (row == 2 || row == 7));
}

TEST_CASE("what is negative or no number is a bad series, not a forecast") {
  for (const double lie : {-1.0, std::numeric_limits<double>::infinity(), std::numeric_limits<double>::quiet_NaN()}) {
    Moody model;
    model.lied_of = {"P1"};
    model.lie = lie;
    const auto answer = training::ask_direct(model, testing::ToyShop{.days = 60}.panel(), 7);
    REQUIRE(answer);
    CHECK(rows_of(answer->bad) == std::set<std::size_t>{1});
    CHECK(answer->units.at(0, 3) == 1);
  }
}

TEST_CASE("a model that fails for nearly everything has failed itself") {
  Moody model;
  for (int i = 0; i < 60; ++i) model.unbearable.insert("P" + std::to_string(i));
  CHECK(!training::ask_direct(model, testing::ToyShop{.days = 60, .categories = 10}.panel(), 7));
}
