// SPDX-License-Identifier: Apache-2.0
// What every Source promises. A new kind is one row of `kShops`.
#include "shelfcast/sources/source.hpp"

#include "support/shops.hpp"
#include "support/source_notebook.hpp"

#include <catch2/catch.hpp>

#include <algorithm>
#include <cstdlib>
#include <iostream>
#include <regex>

using namespace shelfcast;
using testing::Cells;
using testing::Shop;
using testing::SourceNotebook;

namespace {

struct KindOfShop {
  std::string_view name;
  std::unique_ptr<Shop> (*make)();
};

template <class Made>
std::unique_ptr<Shop> make() {
  return std::make_unique<Made>();
}

std::vector<KindOfShop> shops() {
  std::vector<KindOfShop> all{{"files", make<testing::FileShop>}, {"changes", make<testing::ChangingShop>}};
  if (testing::PostgresCluster::is_installed()) {
    all.push_back({"postgres", make<testing::PostgresShop>});
  } else {
    if (std::getenv("SHELFCAST_STRICT") != nullptr) FAIL("PostgreSQL 15 is missing, and --strict allows no skipping");
    std::cerr << "SKIPPED: the source contract for PostgreSQL: postgresql-15 is missing\n";
  }
  return all;
}

void put_transaction(Shop& shop, const std::string& id, const std::string& time, const std::string& updated,
                     const std::string& status = "placed", const std::string& marketplace = "DE") {
  shop.put("transactions", {{"trxn_id", id},
                            {"marketplace_id", marketplace},
                            {"customer_id", "7"},
                            {"transaction_time", time},
                            {"status", status},
                            {"updated_at", updated}});
}

void put_line(Shop& shop, const std::string& id, const std::string& order, const std::string& quantity,
              const std::string& updated, const std::string& status = "sold") {
  shop.put("transaction_products", {{"trxn_product_id", id},
                                    {"trxn_id", order},
                                    {"product_id", "P1"},
                                    {"quantity", quantity},
                                    {"unit_price", "19.99"},
                                    {"line_total", ""},
                                    {"status", status},
                                    {"updated_at", updated}});
}

void fill_catalogue(Shop& shop) {
  shop.put("marketplaces", {{"marketplace_id", "FR"},
                            {"name", "France"},
                            {"currency", "EUR"},
                            {"time_zone", "Europe/Paris"},
                            {"week_start", "monday"},
                            {"lag_hours", "0"}});
  shop.put("marketplaces", {{"marketplace_id", "DE"},
                            {"name", "Germany"},
                            {"currency", "EUR"},
                            {"time_zone", "Europe/Berlin"},
                            {"week_start", "sunday"},
                            {"lag_hours", "2"}});
  shop.put("sellers",
           {{"seller_id", "S1"}, {"marketplace_id", "DE"}, {"name", "Ada's"}, {"updated_at", "2024-01-01T00:00:00Z"}});
  shop.put("categories", {{"category_id", "C0"},
                          {"marketplace_id", "DE"},
                          {"name", "All"},
                          {"parent_category_id", ""},
                          {"updated_at", "2024-01-01T00:00:00Z"}});
  shop.put("categories", {{"category_id", "C1"},
                          {"marketplace_id", "DE"},
                          {"name", "Garden"},
                          {"parent_category_id", "C0"},
                          {"updated_at", "2024-01-01T00:00:00Z"}});
  shop.put("products", {{"product_id", "P1"},
                        {"marketplace_id", "DE"},
                        {"name", "Spade"},
                        {"current_price", "19.99"},
                        {"unit_cost", "12.50"},
                        {"category_id", "C1"},
                        {"seller_id", "S1"},
                        {"created_at", "2024-02-01T00:00:00Z"},
                        {"updated_at", "2024-02-01T00:00:00Z"}});
}

void fill_plans(Shop& shop) {
  shop.put("price_history", {{"product_id", "P1"},
                             {"marketplace_id", "DE"},
                             {"valid_from", "2024-02-01"},
                             {"price", "24.99"},
                             {"updated_at", "2024-02-01T00:00:00Z"}});
  shop.put("promotions", {{"promotion_id", "A"},
                          {"marketplace_id", "DE"},
                          {"product_id", "P1"},
                          {"start_date", "2025-03-01"},
                          {"end_date", "2025-03-07"},
                          {"discount", "0.25"},
                          {"updated_at", "2025-02-01T00:00:00Z"}});
  shop.put(
      "holidays",
      {{"marketplace_id", "DE"}, {"date", "2025-05-01"}, {"name", "Labour"}, {"updated_at", "2024-12-01T00:00:00Z"}});
  shop.put("stock_levels", {{"product_id", "P1"},
                            {"marketplace_id", "DE"},
                            {"date", "2025-01-14"},
                            {"level", "0"},
                            {"updated_at", "2025-01-14T20:00:00Z"}});
}

/// Two orders of long ago, and one of an hour before the newest.
void fill(Shop& shop) {
  fill_catalogue(shop);
  fill_plans(shop);
  put_transaction(shop, "T1", "2025-01-10T09:00:00Z", "2025-01-10T09:00:01Z");
  put_line(shop, "L1", "T1", "2", "2025-01-10T09:00:01Z");
  put_line(shop, "L2", "T1", "0.5", "2025-01-12T08:00:00Z", "returned");
  put_transaction(shop, "T2", "2025-01-11T10:30:00Z", "2025-01-13T00:00:00Z", "cancelled");
  put_line(shop, "L3", "T2", "1", "2025-01-11T10:30:00Z");
  put_transaction(shop, "F1", "2025-01-11T10:30:00Z", "2025-01-11T10:30:00Z", "placed", "FR");
  put_line(shop, "L4", "F1", "1", "2025-01-11T10:30:00Z");
  put_transaction(shop, "T3", "2025-06-01T09:00:00Z", "2025-06-01T09:00:00Z");
  put_line(shop, "L5", "T3", "3", "2025-06-01T09:00:00Z");
}

using Texts = std::vector<std::string>;

const Texts kAllLines = {"T1/L1 P1 2025-01-10T09:00:00Z 2025-01-10T09:00:01Z 2 19.99 - sold",
                         "T1/L2 P1 2025-01-10T09:00:00Z 2025-01-12T08:00:00Z 0.5 19.99 - returned",
                         "T2/L3 P1 2025-01-11T10:30:00Z 2025-01-13T00:00:00Z 1 19.99 - cancelled",
                         "T3/L5 P1 2025-06-01T09:00:00Z 2025-06-01T09:00:00Z 3 19.99 - sold"};
const std::string kNewLine = "T4/L6 P1 2025-06-02T09:00:00Z 2025-06-02T09:00:00Z 1 19.99 - sold";

Texts sorted(Texts texts) {
  std::ranges::sort(texts);
  return texts;
}

bool tells(const SourceNotebook& notebook, const std::string& line) {
  return std::ranges::find(notebook.lines, line) != notebook.lines.end();
}

std::string extract(Shop& shop, SourceNotebook& notebook, const std::string& position = "") {
  const auto extraction = shop.source().extract(position, notebook);
  INFO((extraction ? "" : extraction.error().text()));
  REQUIRE(extraction);
  return extraction->position;
}

}  // namespace

TEST_CASE("the same small shop is told as the same rows, wherever it keeps them", "[contract]") {
  const auto kind = GENERATE(from_range(shops()));
  INFO(kind.name);
  const auto shop = kind.make();
  fill(*shop);
  SourceNotebook notebook;
  extract(*shop, notebook);
  CHECK(notebook.rows ==
        Texts{"marketplace DE Germany EUR Europe/Berlin 6 2", "seller S1 Ada's 2024-01-01T00:00:00Z",
              "category C0 All <> 2024-01-01T00:00:00Z", "category C1 Garden <C0> 2024-01-01T00:00:00Z",
              "product P1 Spade C1 S1 19.99 2024-02-01T00:00:00Z 2024-02-01T00:00:00Z costs 12.50",
              "price P1 2024-02-01 24.99 2024-02-01T00:00:00Z",
              "promotion P1 2025-03-01 2025-03-07 0.25 2025-02-01T00:00:00Z",
              "holiday 2025-05-01 Labour 2024-12-01T00:00:00Z", "stock P1 2025-01-14 out 0 2025-01-14T20:00:00Z"});
  CHECK(sorted(notebook.lines) == kAllLines);
  CHECK(notebook.letters.empty());
}

TEST_CASE("with a position only what may be new is told, and nothing new is left out", "[contract]") {
  const auto kind = GENERATE(from_range(shops()));
  INFO(kind.name);
  if (kind.name == "files") return;  // which are read whole where they have grown: tests/unit/sources/files_test.cpp
  const auto shop = kind.make();
  fill(*shop);
  SourceNotebook first;
  const auto position = extract(*shop, first);
  put_transaction(*shop, "T4", "2025-06-02T09:00:00Z", "2025-06-02T09:00:00Z");
  put_line(*shop, "L6", "T4", "1", "2025-06-02T09:00:00Z");
  SourceNotebook second;
  extract(*shop, second, position);
  CHECK(tells(second, kNewLine));
  for (const auto& old : {kAllLines[0], kAllLines[1], kAllLines[2]}) CHECK_FALSE(tells(second, old));
}

TEST_CASE("the same position tells the same rows in the same order", "[contract]") {
  const auto kind = GENERATE(from_range(shops()));
  INFO(kind.name);
  const auto shop = kind.make();
  fill(*shop);
  SourceNotebook first;
  SourceNotebook again;
  const auto position = extract(*shop, first);
  // But for the moment at which a source counted its rows again, it is the same position, too.
  const auto timeless = [](const std::string& text) {
    return std::regex_replace(text, std::regex(R"("recounted":\d+)"), "");
  };
  CHECK(timeless(extract(*shop, again)) == timeless(position));
  CHECK(again.rows == first.rows);
  CHECK(again.lines == first.lines);
}

TEST_CASE("a row that comes late, behind newer ones, is found", "[contract]") {
  const auto kind = GENERATE(from_range(shops()));
  INFO(kind.name);
  const auto shop = kind.make();
  fill(*shop);
  SourceNotebook first;
  const auto position = extract(*shop, first);
  put_transaction(*shop, "T4", "2025-06-01T08:50:00Z", "2025-06-01T08:50:00Z");
  put_line(*shop, "L6", "T4", "1", "2025-06-01T08:50:00Z");
  SourceNotebook second;
  extract(*shop, second, position);
  CHECK(tells(second, "T4/L6 P1 2025-06-01T08:50:00Z 2025-06-01T08:50:00Z 1 19.99 - sold"));
}

TEST_CASE("a newer version of a line or of its transaction is told, with the time of that version", "[contract]") {
  const auto kind = GENERATE(from_range(shops()));
  INFO(kind.name);
  const auto shop = kind.make();
  fill(*shop);
  SourceNotebook first;
  const auto position = extract(*shop, first);
  put_line(*shop, "L1", "T1", "5", "2025-06-03T00:00:00Z");
  put_transaction(*shop, "T3", "2025-06-01T09:00:00Z", "2025-06-04T00:00:00Z", "cancelled");
  SourceNotebook second;
  extract(*shop, second, position);
  CHECK(tells(second, "T1/L1 P1 2025-01-10T09:00:00Z 2025-06-03T00:00:00Z 5 19.99 - sold"));
  CHECK(tells(second, "T3/L5 P1 2025-06-01T09:00:00Z 2025-06-04T00:00:00Z 3 19.99 - cancelled"));
}

TEST_CASE("a row that cannot be read is rejected with its reason, without its buyer, and stops nothing", "[contract]") {
  const auto kind = GENERATE(from_range(shops()));
  INFO(kind.name);
  const auto shop = kind.make();
  fill(*shop);
  put_line(*shop, "L7", "T1", "several", "2025-06-01T09:00:00Z");
  put_line(*shop, "L8", "T1", "4", "2025-06-01T09:00:00Z");
  SourceNotebook notebook;
  extract(*shop, notebook);
  REQUIRE(notebook.letters.size() == 1);
  CHECK(notebook.letters.front().code == "bad_number");
  CHECK_THAT(notebook.letters.front().reason, Catch::Matchers::Contains("several"));
  CHECK_THAT(notebook.letters.front().source, Catch::Matchers::Contains("transaction_products"));
  CHECK_THAT(notebook.letters.front().row, Catch::Matchers::Contains("L7"));
  CHECK(tells(notebook, "T1/L8 P1 2025-01-10T09:00:00Z 2025-06-01T09:00:00Z 4 19.99 - sold"));
}

TEST_CASE("after a failure in the middle the earlier position tells everything again", "[contract]") {
  const auto kind = GENERATE(from_range(shops()));
  INFO(kind.name);
  const auto shop = kind.make();
  fill(*shop);
  SourceNotebook interrupted;
  interrupted.fail_after_lines = 2;
  const auto failed = shop->source().extract("", interrupted);
  REQUIRE_FALSE(failed);
  CHECK(failed.error().place == "sink");
  SourceNotebook whole;
  extract(*shop, whole);
  CHECK(sorted(whole.lines) == kAllLines);
}

TEST_CASE("a shop that is not there is a failure with its place, and its position stays good", "[contract]") {
  const auto kind = GENERATE(from_range(shops()));
  INFO(kind.name);
  if (kind.name == "changes") return;  // the log is always there
  const auto shop = kind.make();
  shop->vanish();
  SourceNotebook notebook;
  const auto extraction = shop->source().extract("", notebook);
  REQUIRE_FALSE(extraction);
  CHECK((extraction.error().code == Code::unavailable || extraction.error().code == Code::not_found));
  CHECK_FALSE(extraction.error().place.empty());
  CHECK(notebook.lines.empty());
}
