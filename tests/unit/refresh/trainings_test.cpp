// SPDX-License-Identifier: Apache-2.0
#include "shelfcast/refresh/trainings.hpp"

#include "refresh/metrics_json.hpp"
#include "support/temp_folder.hpp"

#include <catch2/catch.hpp>

#include <memory>

using namespace shelfcast;
using refresh::FeatureParts;

namespace {

struct Trainings {
  testing::TempFolder folder;
  std::unique_ptr<storage::Database> database = storage::Database::open(folder.path() / "catalogue.db").value();
  registry::Registry registry{*database};
  int cycles = 0;

  void learn(int cut, FeatureParts features, const std::string& based_on = {}) {
    training::Trained trained{.blob = {}, .rival = {}, .accuracy = {}, .confidence = {}};
    trained.features = std::move(features);
    REQUIRE(registry.register_model({.marketplace = "DE",
                                     .kind = std::string(training::kModelKind),
                                     .generation = "2.0",
                                     .cycle = "DE-" + std::to_string(++cycles),
                                     .data_cut = Day{cut},
                                     .config_digest = {},
                                     .metrics = refresh::metrics_json(trained, based_on),
                                     .trained_at = {cycles},
                                     .blob = "blob"}));
  }
};

}  // namespace

TEST_CASE("the last training of each cut tells what it rests on, and one that took another over does not") {
  Trainings all;
  all.learn(10, {{"gap", 1.0}});
  all.learn(10, {{"gap", 0.75}, {"age", 0.25}});
  all.learn(11, {});
  all.learn(12, {{"gap", 0.5}, {"age", 0.5}}, "DE-ensemble-2.0.1");
  all.learn(13, {{"age", 1.0}});
  const auto told = refresh::trainings(all.registry, "DE", 28).value();
  REQUIRE(told.size() == 2);
  CHECK(told[0].data_cut == Day{10});
  CHECK(told[0].features == FeatureParts{{"gap", 0.75}, {"age", 0.25}});
  CHECK(told[1].features == FeatureParts{{"age", 1.0}});
  CHECK(refresh::trainings(all.registry, "DE", 1).value().front().data_cut == Day{13});
}

TEST_CASE("what a training rested on is told of the version that took it over") {
  training::Trained trained{.blob = {}, .rival = {}, .accuracy = {}, .confidence = {}};
  trained.features = {{"gap", 1.0}};
  CHECK(refresh::trained_in(refresh::metrics_json(trained)).features == trained.features);
  CHECK(refresh::features_in("no metrics").empty());
}
