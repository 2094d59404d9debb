// SPDX-License-Identifier: Apache-2.0
#include "shelfcast/registry/registry.hpp"

#include "support/temp_folder.hpp"

#include <catch2/catch.hpp>

using namespace shelfcast;
using registry::Registry;
using registry::Stage;
using registry::Trained;

namespace {

struct Registered {
  testing::TempFolder folder;
  std::unique_ptr<storage::Database> database = storage::Database::open(folder.path() / "catalogue.db").value();
  Registry registry{*database};

  std::string train(std::string cycle, std::string generation = "1.0", std::string marketplace = "DE") {
    const Trained trained{.marketplace = std::move(marketplace),
                          .kind = "logistic",
                          .generation = std::move(generation),
                          .cycle = cycle,
                          .data_cut = {20000},
                          .config_digest = "d1",
                          .metrics = R"({"wape":0.5})",
                          .trained_at = {1'700'000'000},
                          .blob = std::string("weights\0of ", 11) + cycle};
    return registry.register_model(trained).value().version;
  }
};

}  // namespace

TEST_CASE("each training gets the next version, the same cycle the same one") {
  Registered models;
  const auto first = models.train("DE-20251120-1");
  CHECK(first == "DE-logistic-1.0.0");
  CHECK(models.train("DE-20251120-2") == "DE-logistic-1.0.1");
  CHECK(models.train("DE-20251120-1") == first);
  CHECK(models.registry.list("DE").value().size() == 2);
}

TEST_CASE("a blob comes back byte for byte and an unknown version is not found") {
  Registered models;
  const auto version = models.train("DE-20251120-1");
  CHECK(models.registry.load(version).value() == std::string("weights\0of ", 11) + "DE-20251120-1");
  CHECK(models.registry.load("DE-logistic-9.0.0").error().code == Code::not_found);
}

TEST_CASE("a marketplace has one champion, and a new model names it as its parent") {
  Registered models;
  CHECK_FALSE(models.registry.champion("DE").value());
  const auto first = models.train("DE-20251120-1");
  const auto second = models.train("DE-20251120-2");
  REQUIRE(models.registry.promote(first));
  REQUIRE(models.registry.promote(second));
  REQUIRE(models.registry.promote(second));
  CHECK(models.registry.champion("DE").value()->version == second);
  models.train("DE-20251120-3");
  const auto listed = models.registry.list("DE").value();
  REQUIRE(listed.size() == 3);
  CHECK(listed[0].parent == second);
  CHECK(listed[0].metrics == R"({"wape":0.5})");
  CHECK(listed[2].stage == Stage::archived);
  CHECK_FALSE(models.registry.champion("FR").value());
  CHECK(models.registry.promote("DE-logistic-9.0.0").error().code == Code::not_found);
}

TEST_CASE("the blobs of the last fifty and of the champion are kept, all else that is known of all") {
  Registered models;
  const auto champion = models.train("DE-1");
  REQUIRE(models.registry.promote(champion));
  for (int cycle = 2; cycle <= 60; ++cycle) models.train("DE-" + std::to_string(cycle));
  CHECK(models.registry.list("DE").value().size() == 60);
  CHECK(models.registry.load(champion));
  CHECK(models.registry.load("DE-logistic-1.0.10"));
  CHECK(models.registry.load("DE-logistic-1.0.9").error().code == Code::not_found);
}
