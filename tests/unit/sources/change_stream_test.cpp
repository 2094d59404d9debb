// SPDX-License-Identifier: Apache-2.0
#include "shelfcast/sources/change_stream.hpp"

#include "support/shops.hpp"
#include "support/source_notebook.hpp"

#include <catch2/catch.hpp>

using namespace shelfcast;
using Catch::Matchers::Contains;
using testing::Cells;
using testing::ChangingShop;
using testing::SourceNotebook;

namespace {

using Texts = std::vector<std::string>;

Cells transaction(const std::string& id, const std::string& status = "placed") {
  return {{"trxn_id", id}, {"marketplace_id", "DE"}, {"transaction_time", "2025-01-10T09:00:00Z"}, {"status", status}};
}

Cells line(const std::string& id, const std::string& order, const std::string& quantity = "1") {
  return {
      {"trxn_product_id", id}, {"trxn_id", order}, {"product_id", "P1"}, {"quantity", quantity}, {"unit_price", "5"}};
}

struct Told {
  Texts lines;  ///< without product, price and total
  std::vector<domain::DeadLetter> letters;
  std::string position;
};

Told extract(ChangingShop& shop, const std::string& position = "") {
  SourceNotebook notebook;
  const auto extraction = shop.source().extract(position, notebook);
  INFO((extraction ? "" : extraction.error().text()));
  REQUIRE(extraction);
  Told told{.lines = {}, .letters = notebook.letters, .position = extraction->position};
  for (const auto& whole : notebook.lines) {
    std::istringstream words(whole);
    std::string id, product, happened, updated, quantity, price, total, status;
    words >> id >> product >> happened >> updated >> quantity >> price >> total >> status;
    told.lines.push_back(id + " " + updated + " " + quantity + " " + status);
  }
  return told;
}

}  // namespace

TEST_CASE("a location names the topics of a change stream, or is something else") {
  CHECK(sources::change_topics("changes:shop.a,,shop.b,") == Texts{"shop.a", "shop.b"});
  CHECK(sources::change_topics("changes:").empty());
  CHECK(sources::change_topics("postgresql://host/changes:shop").empty());
}

TEST_CASE("a line and its transaction are joined whichever comes first, however much lies between") {
  ChangingShop shop;
  shop.commit_at("2025-01-10T09:00:05Z");
  shop.change("transaction_products", "c", line("L1", "T1"));
  const auto first = extract(shop);
  CHECK(first.lines.empty());
  CHECK(first.letters.empty());
  shop.change("transactions", "c", transaction("T1"));
  shop.change("transactions", "c", transaction("T2"));
  const auto second = extract(shop, first.position);
  CHECK(second.lines == Texts{"T1/L1 2025-01-10T09:00:05Z 1 sold"});
  shop.change("transaction_products", "c", line("L2", "T2"));
  CHECK(extract(shop, second.position).lines == Texts{"T2/L2 2025-01-10T09:00:05Z 1 sold"});
}

TEST_CASE("an order's lines change with it, and each telling counts later than the one before, even in one second") {
  ChangingShop shop;
  shop.commit_at("2025-01-10T09:00:05Z");
  shop.change("transactions", "c", transaction("T1"));
  shop.change("transaction_products", "c", line("L1", "T1"));
  const auto first = extract(shop);
  shop.change("transaction_products", "u", line("L1", "T1", "2"));
  const auto second = extract(shop, first.position);
  CHECK(second.lines == Texts{"T1/L1 2025-01-10T09:00:06Z 2 sold"});
  shop.change("transactions", "u", transaction("T1", "cancelled"));
  const auto third = extract(shop, second.position);
  CHECK(third.lines == Texts{"T1/L1 2025-01-10T09:00:07Z 2 cancelled"});
  shop.commit_at("2025-01-11T00:00:00Z");
  shop.change("transactions", "u", transaction("T1", "cancelled"));  // says nothing new
  CHECK(extract(shop, third.position).lines.empty());
}

TEST_CASE("a deleted line is told as cancelled, also where its event holds no more than its key") {
  ChangingShop shop;
  shop.commit_at("2025-01-10T09:00:05Z");
  shop.change("transactions", "c", transaction("T1"));
  shop.change("transaction_products", "c", line("L1", "T1"));
  shop.change("transaction_products", "c", line("L2", "T1"));
  const auto first = extract(shop);
  shop.commit_at("2025-01-12T00:00:00Z");
  shop.change("transaction_products", "d", {{"trxn_product_id", "L1"}});
  shop.append("");
  shop.change("transaction_products", "d", line("L2", "T1"));
  shop.append(R"({"schema":null,"payload":null})");
  const auto second = extract(shop, first.position);
  CHECK(second.lines == Texts{"T1/L1 2025-01-12T00:00:00Z 1 cancelled", "T1/L2 2025-01-12T00:00:00Z 1 cancelled"});
  CHECK(second.letters.empty());
}

TEST_CASE("a deleted transaction cancels its lines; an emptied table cancels all") {
  ChangingShop shop;
  shop.commit_at("2025-01-10T09:00:05Z");
  for (const auto* order : {"T1", "T2", "T3"}) {
    shop.change("transactions", "c", transaction(order));
    shop.change("transaction_products", "c", line(std::string("L") + order, order));
  }
  const auto first = extract(shop);
  CHECK(first.lines.size() == 3);
  shop.commit_at("2025-01-12T00:00:00Z");
  shop.change("transactions", "d", transaction("T2"));
  const auto second = extract(shop, first.position);
  CHECK(second.lines == Texts{"T2/LT2 2025-01-12T00:00:00Z 1 cancelled"});
  shop.change("transaction_products", "t", {});
  shop.change("transaction_products", "c", line("L9", "T3"));
  const auto third = extract(shop, second.position);
  CHECK(third.lines == Texts{"T1/LT1 2025-01-12T00:00:00Z 1 cancelled", "T3/LT3 2025-01-12T00:00:00Z 1 cancelled",
                             "T3/L9 2025-01-12T00:00:00Z 1 sold"});
}

TEST_CASE("neither a row of a snapshot nor an older change overwrites a newer one, nor brings back what is gone") {
  ChangingShop shop;
  shop.commit_at("2025-01-10T09:00:05Z");
  shop.change("transactions", "c", transaction("T1"), 10);
  shop.change("transaction_products", "u", line("L1", "T1", "5"), 50);
  shop.change("transaction_products", "d", line("L2", "T1"), 60);
  shop.commit_at("2025-01-10T09:30:00Z");
  shop.change("transaction_products", "r", line("L1", "T1", "1"), 40);
  shop.change("transaction_products", "r", line("L2", "T1", "1"), 40);
  shop.change("transaction_products", "u", line("L1", "T1", "3"), 45);
  CHECK(extract(shop).lines == Texts{"T1/L1 2025-01-10T09:00:05Z 5 sold"});
}

TEST_CASE("a row of a snapshot that does not say when it was learnt was known when its day was, at the latest") {
  ChangingShop shop;
  shop.commit_at("2025-06-01T00:00:00Z");
  shop.change("transactions", "r", transaction("T1"));
  shop.change("transaction_products", "r", line("L1", "T1"));
  const auto first = extract(shop);
  CHECK(first.lines == Texts{"T1/L1 - 1 sold"});  // months ago: the judge takes the end of its day and the lag
  ChangingShop today;
  today.commit_at("2025-01-10T12:00:00Z");
  today.change("transactions", "r", transaction("T1"));
  today.change("transaction_products", "r", line("L1", "T1"));
  const auto fresh = extract(today);
  CHECK(fresh.lines == Texts{"T1/L1 2025-01-10T12:00:00Z 1 sold"});
  today.commit_at("2025-01-10T13:00:00Z");  // on the same day, and yet newer
  today.change("transaction_products", "u", line("L1", "T1", "2"));
  CHECK(extract(today, fresh.position).lines == Texts{"T1/L1 2025-01-10T13:00:00Z 2 sold"});
}

TEST_CASE("events that cannot be understood are rejected with their place and without what they hold") {
  ChangingShop shop;
  shop.append(R"({"email": "ada@example.org"})");
  shop.change("transactions", "c", transaction("T1"));
  shop.change("transaction_products", "c", line("L1", "T1", "many"));
  shop.change("transaction_products", "c", line("", "T1"));
  shop.change("transaction_products", "c", line("L3", ""));
  shop.change("transaction_products", "c", line("L4", "T1"));
  const auto told = extract(shop);
  CHECK(told.lines.size() == 1);
  REQUIRE(told.letters.size() == 4);
  CHECK(told.letters[0].code == "bad_change");
  CHECK(told.letters[0].position == "shop partition 0 offset 0");
  CHECK(told.letters[0].row.empty());
  CHECK(told.letters[1].code == "bad_number");
  CHECK(told.letters[2].code == "empty_id");
  CHECK(told.letters[3].code == "empty_id");
}

TEST_CASE("a line whose transaction does not come is rejected after some days, and told when it does") {
  ChangingShop shop;
  shop.commit_at("2025-01-10T09:00:05Z");
  shop.change("transaction_products", "c", line("L1", "T1"));
  const auto first = extract(shop);
  shop.commit_at("2025-01-14T00:00:00Z");
  shop.change("transactions", "c", transaction("T2"));
  const auto second = extract(shop, first.position);
  REQUIRE(second.letters.size() == 1);
  CHECK(second.letters.front().code == "unknown_transaction");
  shop.change("transactions", "c", transaction("T3"));
  const auto third = extract(shop, second.position);
  CHECK(third.letters.empty());
  shop.change("transactions", "c", transaction("T1"));
  CHECK(extract(shop, third.position).lines.size() == 1);
}

TEST_CASE("what nobody touched for long is forgotten: its later change waits as if it were new") {
  ChangingShop shop;
  sources::ChangeStreamOptions options{.topics = {"shop"}};
  options.remember_days = 30;
  shop.open(options);
  shop.commit_at("2025-01-10T09:00:05Z");
  shop.change("transactions", "c", transaction("T1"));
  shop.change("transaction_products", "c", line("L1", "T1"));
  const auto first = extract(shop);
  shop.commit_at("2025-03-01T00:00:00Z");
  shop.change("transactions", "c", transaction("T2"));
  const auto second = extract(shop, first.position);
  shop.change("transaction_products", "u", line("L1", "T1", "2"));
  const auto third = extract(shop, second.position);
  CHECK(third.lines.empty());
  shop.change("transactions", "u", transaction("T1"));
  CHECK(extract(shop, third.position).lines == Texts{"T1/L1 2025-03-01T00:00:00Z 2 sold"});
}

TEST_CASE("what was told and not kept is told again, also after the log has moved on; what was kept is not") {
  ChangingShop shop;
  shop.change("transactions", "c", transaction("T1"));
  shop.change("transaction_products", "c", line("L1", "T1"));
  CHECK(extract(shop).lines.size() == 1);
  shop.change("transaction_products", "c", line("L2", "T1"));
  const auto both = extract(shop);
  CHECK(both.lines.size() == 2);
  CHECK(extract(shop, both.position).lines.empty());
}

TEST_CASE("thousands of changes between two extractions are told once each") {
  ChangingShop shop;
  constexpr int kOrders = 3000;
  for (int n = 0; n < kOrders; ++n) {
    const auto id = std::to_string(n);
    shop.change("transaction_products", "c", line("L" + id, "T" + id));
    if (n >= 100) shop.change("transactions", "c", transaction("T" + std::to_string(n - 100)));
  }
  const auto told = extract(shop);
  CHECK(told.lines.size() == kOrders - 100);
  CHECK(extract(shop, told.position).lines.empty());
}
