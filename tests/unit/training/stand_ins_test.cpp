// SPDX-License-Identifier: Apache-2.0
#include "training/stand_ins.hpp"

#include "support/toy_shop.hpp"

#include <catch2/catch.hpp>

#include <cmath>
#include <limits>
#include <map>

using namespace shelfcast;
using models::Grid;
using testing::ToyShop;
using training::Answers;
using training::Member;

namespace {

constexpr std::array kThree{Member{"trees", 1, "lines"}, Member{"lines", 1, "mean"}, Member{"mean", 1, ""}};
constexpr training::Bench kBench{"products", kThree};

/// Two categories of two products, and the same number said of all.
Grid says(double value) {
  auto grid = models::make_grid(4, 2);
  for (double& said : grid.values) said = value;
  return grid;
}

struct Settled {
  training::Words words;
  std::map<std::size_t, std::string> replaced;
};

Settled settle(Answers answers) {
  Settled settled;
  auto words = training::with_stand_ins(
      std::move(answers), kBench, ToyShop{.days = 1, .products = 2}.panel(),
      [&](std::size_t member, const std::string& reason) { settled.replaced[member] = reason; });
  settled.words = words.value();
  return settled;
}

}  // namespace

TEST_CASE("who answers well speaks for himself") {
  const auto settled = settle({says(1), says(2), says(3)});
  CHECK(settled.replaced.empty());
  CHECK(settled.words[0].values == says(1).values);
  CHECK(settled.words[2].values == says(3).values);
}

TEST_CASE("a model that fails is replaced by the next simpler one, and the reason is told") {
  const auto settled = settle({fail(Code::invalid, "trees", "there is an infinity in the data"), says(2), says(3)});
  CHECK(settled.words[0].values == says(2).values);
  CHECK(settled.replaced == std::map<std::size_t, std::string>{{0, "trees: there is an infinity in the data"}});
}

TEST_CASE("where the simpler one failed too, the one that is simpler still stands in for both") {
  const auto settled = settle({fail(Code::invalid, "", "no"), fail(Code::rejected, "", "nor this"), says(3)});
  CHECK(settled.words[0].values == says(3).values);
  CHECK(settled.words[1].values == says(3).values);
  CHECK(settled.replaced.size() == 2);
}

TEST_CASE("what is said of one category and cannot be is replaced there, and nowhere else") {
  for (const double wrong : {-1.0, std::nan(""), std::numeric_limits<double>::infinity()}) {
    auto trees = says(1);
    trees.at(3, 1) = wrong;
    const auto settled = settle({trees, says(2), says(3)});
    CHECK(settled.words[0].values == std::vector<double>{1, 1, 1, 1, 2, 2, 2, 2});
    CHECK(settled.replaced == std::map<std::size_t, std::string>{{0, "what it said of C1 was negative or no number"}});
  }
}

TEST_CASE("who is not asked is stood in for without a word") {
  const auto settled = settle({std::nullopt, says(2), says(3)});
  CHECK(settled.words[0].values == says(2).values);
  CHECK(settled.replaced.empty());
}

TEST_CASE("where the simplest model fails, nothing is made up") {
  const auto words = training::with_stand_ins({says(1), says(2), says(-3)}, kBench,
                                              ToyShop{.days = 1, .products = 2}.panel(), [](auto, const auto&) {});
  REQUIRE(!words);
  CHECK(words.error().place == "mean");
}
