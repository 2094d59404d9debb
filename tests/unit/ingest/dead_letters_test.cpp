// SPDX-License-Identifier: Apache-2.0
#include "shelfcast/ingest/dead_letters.hpp"

#include "support/temp_folder.hpp"

#include <catch2/catch.hpp>

using namespace shelfcast;
using domain::DeadLetter;
using ingest::DeadLetters;
using testing::TempFolder;

namespace {

constexpr MarketplaceId kGermany{7};

DeadLetter letter(std::string position, std::string row, std::int64_t at = 1) {
  return {"orders.csv", std::move(position), "negative_price", "the price is below zero", std::move(row), {at}};
}

struct Letters {
  TempFolder folder;
  std::unique_ptr<storage::Store> store = storage::Store::open(folder.path(), DeadLetters::families()).value();
  DeadLetters letters{*store};

  void add(MarketplaceId marketplace, const std::vector<DeadLetter>& told) {
    storage::Batch batch;
    letters.add(marketplace, told, batch);
    REQUIRE(store->commit(batch, "test"));
  }
};

}  // namespace

TEST_CASE("the same row is one dead letter, as it was first told") {
  Letters kept;
  kept.add(kGermany, {letter("row 2", "a,-1", 10), letter("row 3", "b,-1", 10)});
  kept.add(kGermany, {letter("row 2", "a,-1", 20)});
  CHECK(kept.letters.count(kGermany).value() == 2);
  const auto listed = kept.letters.list(kGermany, "", 10).value();
  REQUIRE(listed.size() == 2);
  CHECK(listed[0].letter.row == "a,-1");
  CHECK(listed[0].letter.at == Instant{10});
  CHECK(listed[0].letter.reason == "the price is below zero");
  CHECK(listed[0].key.starts_with("orders.csv:row 2:"));
}

TEST_CASE("another row at the same position is another dead letter") {
  Letters kept;
  kept.add(kGermany, {letter("row 2", "a,-1"), letter("row 2", "a,-2")});
  CHECK(kept.letters.count(kGermany).value() == 2);
}

TEST_CASE("dead letters are read page by page, each marketplace its own") {
  Letters kept;
  std::vector<DeadLetter> many;
  for (int i = 0; i < 25; ++i) many.push_back(letter("row " + std::to_string(i), "x"));
  kept.add(kGermany, many);
  kept.add(MarketplaceId{8}, {letter("row 1", "other")});
  std::string after;
  std::size_t seen = 0;
  for (auto page = kept.letters.list(kGermany, after, 10).value(); !page.empty();
       page = kept.letters.list(kGermany, after, 10).value()) {
    for (const auto& stored : page) {
      CHECK(stored.key > after);
      CHECK(stored.letter.row == "x");
      after = stored.key;
      ++seen;
    }
  }
  CHECK(seen == 25);
  CHECK(kept.letters.count(MarketplaceId{8}).value() == 1);
}
