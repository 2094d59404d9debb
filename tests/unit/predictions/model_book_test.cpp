// SPDX-License-Identifier: Apache-2.0
#include "shelfcast/predictions/model_book.hpp"

#include "support/temp_folder.hpp"

#include <catch2/catch.hpp>

using namespace shelfcast;
using predictions::ModelBook;

namespace {

domain::ModelForecasts said(std::string cycle, int lookback_days, Micro units) {
  return {.marketplace = "DE",
          .cycle = std::move(cycle),
          .lookback_days = lookback_days,
          .made = {1000 + lookback_days},
          .boundaries = {Day{5}, Day{6}, Day{9}},
          .models = {{.model = "theta", .problem = "", .categories = {{11}, {12}}, .units = {units, 2, 3, 4}},
                     {.model = "year ago", .problem = "no year yet"}}};
}

}  // namespace

TEST_CASE("what models said comes back as it was, also for who opens the book anew") {
  const testing::TempFolder folder;
  const auto database = storage::Database::open(folder.path() / "catalogue.db").value();
  REQUIRE(ModelBook(*database).save(said("DE-1", 28, -7)));
  const auto found = ModelBook(*database).find("DE", "DE-1", 28).value();
  REQUIRE(found);
  CHECK(found->made == Instant{1028});
  CHECK(found->boundaries == std::vector<Day>{Day{5}, Day{6}, Day{9}});
  REQUIRE(found->models.size() == 2);
  CHECK(found->models[0].categories == std::vector<CategoryId>{{11}, {12}});
  CHECK(found->models[0].units == std::vector<Micro>{-7, 2, 3, 4});
  CHECK(found->models[1].problem == "no year yet");
}

TEST_CASE("of another cycle, lookback or marketplace the book says nothing") {
  const testing::TempFolder folder;
  const auto database = storage::Database::open(folder.path() / "catalogue.db").value();
  ModelBook book(*database);
  REQUIRE(book.save(said("DE-1", 0, 1)));
  CHECK(book.find("DE", "DE-1", 0).value() != nullptr);
  CHECK(book.find("DE", "DE-1", 28).value() == nullptr);
  CHECK(book.find("FR", "DE-1", 0).value() == nullptr);
  REQUIRE(book.save(said("DE-2", 28, 1)));
  CHECK(book.find("DE", "DE-1", 0).value() == nullptr);  // of a table that no longer serves
  CHECK(book.find("DE", "DE-2", 28).value() != nullptr);
}

TEST_CASE("the book does not grow with the questions: the oldest lookbacks go") {
  const testing::TempFolder folder;
  const auto database = storage::Database::open(folder.path() / "catalogue.db").value();
  ModelBook book(*database);
  for (int days = 1; days <= ModelBook::kKeptLookbacks + 1; ++days) REQUIRE(book.save(said("DE-1", days, 1)));
  CHECK(book.find("DE", "DE-1", 1).value() == nullptr);
  CHECK(book.find("DE", "DE-1", 2).value() != nullptr);
}
