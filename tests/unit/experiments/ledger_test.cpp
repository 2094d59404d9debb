// SPDX-License-Identifier: Apache-2.0
#include "shelfcast/experiments/ledger.hpp"
#include "support/temp_folder.hpp"

#include <catch2/catch.hpp>

using namespace shelfcast;
using domain::Act;
using experiments::Ledger;

namespace {

domain::ModelDecision decision(const std::string& cycle, Act act, const std::string& serves,
                               const std::string& before) {
  return {.marketplace = "DE",
          .cycle = cycle,
          .data_cut = {20'000},
          .at = {1'700'000'000},
          .act = act,
          .serves = serves,
          .instead_of = before,
          .reason = "it won"};
}

}  // namespace

TEST_CASE("decisions are kept, and a cycle decides once") {
  const testing::TempFolder folder;
  const auto database = storage::Database::open(folder.path() / "catalogue.db").value();
  Ledger ledger(*database);
  CHECK_FALSE(ledger.last_change("DE").value());
  REQUIRE(ledger.add(decision("DE-1", Act::succeeded, "a", "")));
  REQUIRE(ledger.add(decision("DE-2", Act::won, "b", "a")));
  REQUIRE(ledger.add(decision("DE-2", Act::kept, "a", "a")));
  REQUIRE(ledger.add(decision("DE-3", Act::kept, "b", "b")));
  REQUIRE(ledger.add(decision("", Act::chosen, "a", "b")));
  REQUIRE(ledger.add(decision("", Act::chosen, "b", "a")));

  CHECK(ledger.list("DE", 10)->size() == 5);
  CHECK(ledger.list("FR", 10)->empty());
  const auto of_cycle = ledger.of_cycle("DE-2").value();
  REQUIRE(of_cycle);
  CHECK(of_cycle->act == Act::won);
  CHECK(of_cycle->serves == "b");
  CHECK(of_cycle->reason == "it won");
  CHECK(ledger.last_change("DE").value()->act == Act::chosen);
  CHECK(ledger.replaced_by("DE", "b") == "a");
  CHECK(ledger.replaced_by("DE", "c") == "");
}

TEST_CASE("scores of promises are kept by period") {
  const testing::TempFolder folder;
  const auto database = storage::Database::open(folder.path() / "catalogue.db").value();
  Ledger ledger(*database);
  for (const int day : {20'001, 20'000, 20'001}) {
    const experiments::Score score{
        .first = {day}, .days = 1, .promised_by = "DE-1", .version = "a", .errors = {{"promised", 0.25 + day}}};
    REQUIRE(ledger.add("DE", score));
  }
  const auto scores = ledger.scores("DE", {20'000}).value();
  REQUIRE(scores.size() == 2);
  CHECK(scores[1].first == Day{20'001});
  CHECK(scores[1].errors.at("promised") == 20'001.25);
  CHECK(ledger.scores("DE", {20'001})->size() == 1);
}
