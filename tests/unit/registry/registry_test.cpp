// SPDX-License-Identifier: Apache-2.0
#include "shelfcast/registry/registry.hpp"
#include "support/temp_folder.hpp"

#include <catch2/catch.hpp>

using namespace shelfcast;
using registry::Stage;

namespace {

registry::Trained trained(const std::string& cycle) {
  return {.marketplace = "DE",
          .kind = "logistic",
          .generation = "1.0",
          .cycle = cycle,
          .data_cut = {20'000},
          .config_digest = "d",
          .metrics = "{}",
          .trained_at = {1'700'000'000},
          .blob = std::string("a\0b", 3) + cycle};
}

}  // namespace

TEST_CASE("versions count up, and the same cycle gives the same version again") {
  const testing::TempFolder folder;
  const auto database = storage::Database::open(folder.path() / "catalogue.db").value();
  registry::Registry registry(*database);
  CHECK(registry.register_model(trained("DE-20251120-1"))->version == "DE-logistic-1.0.0");
  CHECK(registry.register_model(trained("DE-20251120-2"))->version == "DE-logistic-1.0.1");
  CHECK(registry.register_model(trained("DE-20251120-1"))->version == "DE-logistic-1.0.0");
  CHECK(registry.list("DE")->size() == 2);
  CHECK(registry.load("DE-logistic-1.0.1") == std::string("a\0bDE-20251120-2", 16));
}

TEST_CASE("one version is champion, and a new one knows the champion it was trained beside") {
  const testing::TempFolder folder;
  const auto database = storage::Database::open(folder.path() / "catalogue.db").value();
  registry::Registry registry(*database);
  CHECK_FALSE(registry.champion("DE").value());
  const auto first = registry.register_model(trained("DE-20251120-1")).value();
  CHECK(registry.promote(first.version));
  const auto second = registry.register_model(trained("DE-20251120-2")).value();
  CHECK(second.parent == first.version);
  CHECK(registry.promote(second.version));
  CHECK(registry.champion("DE").value()->version == second.version);
  CHECK(registry.list("DE")->back().stage == Stage::archived);
  CHECK(registry.promote("DE-logistic-9.9.9").error().code == Code::not_found);
}

TEST_CASE("old blobs go, their metadata and the champion's blob stay") {
  const testing::TempFolder folder;
  const auto database = storage::Database::open(folder.path() / "catalogue.db").value();
  registry::Registry registry(*database);
  for (int i = 0; i < registry::Registry::kKeptBlobs + 3; ++i) {
    const auto version = registry.register_model(trained("DE-20251120-" + std::to_string(i + 1))).value();
    if (i == 0) REQUIRE(registry.promote(version.version));
  }
  CHECK(registry.load("DE-logistic-1.0.0"));
  CHECK(registry.load("DE-logistic-1.0.1").error().code == Code::not_found);
  CHECK(registry.load("DE-logistic-1.0.52"));
  CHECK(registry.list("DE")->size() == registry::Registry::kKeptBlobs + 3);
}

TEST_CASE("a version that does not serve can change its stage, and a shadow keeps its blob") {
  const testing::TempFolder folder;
  const auto database = storage::Database::open(folder.path() / "catalogue.db").value();
  registry::Registry registry(*database);
  auto naive = trained("DE-20251120-1");
  naive.kind = "seasonal-naive";
  const auto first = registry.register_model(trained("DE-20251120-1")).value();
  const auto second = registry.register_model(naive).value();
  CHECK(second.version == "DE-seasonal-naive-1.0.1");
  CHECK(registry.promote(first.version));
  CHECK(registry.move_to(second.version, Stage::shadow));
  CHECK(registry.move_to(first.version, Stage::archived).error().code == Code::conflict);
  CHECK(registry.move_to(second.version, Stage::champion).error().code == Code::conflict);
  CHECK(registry.move_to("DE-theta-1.0.0", Stage::archived).error().code == Code::not_found);
  for (int i = 0; i < registry::Registry::kKeptBlobs + 3; ++i)
    REQUIRE(registry.register_model(trained("DE-20251121-" + std::to_string(i + 1))));
  CHECK(registry.find(second.version)->stage == Stage::shadow);
  CHECK(registry.find(second.version)->kept);
  CHECK_FALSE(registry.find("DE-logistic-1.0.2")->kept);
}
