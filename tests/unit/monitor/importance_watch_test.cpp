// SPDX-License-Identifier: Apache-2.0
#include "shelfcast/monitor/importance_watch.hpp"

#include "shelfcast/base/random.hpp"

#include <catch2/catch.hpp>

#include <cmath>
#include <string>

namespace shelfcast::monitor {
namespace {

constexpr int kFeatures = 41;

/// A model that rests most on the first features, each weight a little unlike the last model's.
Importances::Parts parts_of(Random& random, double jitter) {
  Importances::Parts parts;
  double sum = 0;
  for (int f = 0; f < kFeatures; ++f)
    sum += parts["f" + std::to_string(100 + f)] = std::exp(-f / 8.0 + jitter * random.normal());
  for (auto& [feature, part] : parts) part /= sum;
  return parts;
}

Importances stable(std::uint64_t history, double jitter, int models = 28) {
  Random random(13, history);
  Importances importances{.marketplace = "DE", .currency = "EUR", .version = "DE-ensemble-2.0.29"};
  for (int i = 0; i < models; ++i) importances.before.push_back(parts_of(random, jitter));
  importances.now = parts_of(random, jitter);
  return importances;
}

/// One feature takes such a part of the weight from all the others.
void give(Importances::Parts& parts, const std::string& feature, double part) {
  for (auto& [name, own] : parts) own *= 1 - part;
  parts[feature] += part;
}

}  // namespace

TEST_CASE("of two hundred marketplaces whose models rest on the same none is called unstable") {
  const double jitter = GENERATE(0.0, 0.05, 0.3);
  CAPTURE(jitter);
  for (std::uint64_t history = 0; history < 200; ++history) {
    const auto look = look_at(stable(history, jitter), Instant{0});
    CHECK(look.rules == std::vector<std::string>{"importance-unstable"});
    CHECK(look.found.empty());
  }
}

TEST_CASE("a feature that takes a third of the weight is found by its name") {
  for (std::uint64_t history = 0; history < 20; ++history) {
    auto importances = stable(history, 0.1);
    give(importances.now, "f130", 0.33);
    const auto look = look_at(importances, Instant{0});
    REQUIRE(look.found.size() == 1);
    CHECK(look.found[0].measured > 4);
    CHECK(
        look.found[0].sentence.starts_with("DE-ensemble-2.0.29 rests on other features than the 28 models before it"));
    CHECK(look.found[0].sentence.find("'f130' has 33.") != std::string::npos);
  }
}

TEST_CASE("weight that moves by a hair is no news, however alike all models were") {
  auto importances = stable(1, 0);
  give(importances.now, "f130", 0.01);
  CHECK(look_at(importances, Instant{0}).found.empty());
}

TEST_CASE("of too few models nothing is judged, nor of such as learnt from other features") {
  CHECK(look_at(stable(2, 0.1, 6), Instant{0}).rules.empty());
  auto renamed = stable(3, 0.1);
  for (auto& parts : renamed.before) parts["new"] = 0;
  CHECK(look_at(renamed, Instant{0}).rules.empty());
}

}  // namespace shelfcast::monitor
