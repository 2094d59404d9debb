// SPDX-License-Identifier: Apache-2.0
// GET /api/v1/products/{id}/why and /moved, and the same of categories.
#include <catch2/catch.hpp>

#include "unit/api/shop.hpp"

using namespace shelfcast;
using namespace shelfcast::test;
using domain::Account;
using domain::Expected;

namespace {

const std::string kWhy = "/api/v1/products/1102/why";
const std::string kMoved = "/api/v1/categories/mugs/moved";

class ExplainedShop : public Shop {
 public:
  ExplainedShop() {
    publish(small_cube("DE-20251119-1"), "2025-11-19T06:00:00Z");
    publish(small_cube(), "2025-11-20T06:00:00Z");
    jobs = &remembered;
  }

  /// The running week of all mugs: half of what is expected comes from the first cause, half from the second.
  void find(Account account, std::string before = "") {
    domain::Reasons reasons{.account = account, .before = std::move(before), .periods = {week}};
    const auto table = tables->current("DE");
    for (std::size_t row = 0; row < 4; ++row) {
      const Expected all = table->product(row, week);
      const Expected half{all.units / 2, all.amount / 2};
      reasons.products.push_back(table->cube().products[row].id);
      reasons.parts.insert(reasons.parts.end(), {half, all - half});
      reasons.parts.resize(reasons.parts.size() + names_of(account).size() - 2);
    }
    remembered.found = std::make_shared<const domain::Reasons>(std::move(reasons));
  }

  const Period week{date(2025, 11, 17), date(2025, 11, 23)};
  RememberedJobs remembered;
};

Micro sum_of(const nlohmann::ordered_json& contributions, const char* measure) {
  Micro sum = 0;
  for (const auto& part : contributions) sum += to_micro(part[measure].get<double>());
  return sum;
}

}  // namespace

TEST_CASE("what nobody found out yet is a job, and its question names the table, the category and the day") {
  ExplainedShop shop;
  const auto answer = shop.get(kWhy + "?timeFrame=month&window=rolling");
  CHECK(answer.status == 202);
  CHECK(answer.headers.get("Location") == "/api/v1/jobs/DE-20251120-1-models");
  REQUIRE(shop.remembered.questions.size() == 1);
  const auto& question = shop.remembered.questions.front();
  CHECK(question.account == Account::why);
  CHECK(question.table == "DE-20251120-1");
  CHECK(question.category == CategoryId{11});
  CHECK(question.about == date(2025, 11, 20));
}

TEST_CASE("the contributions sum to what is expected, to the last millionth") {
  ExplainedShop shop;
  shop.find(Account::why);
  const auto served = shop.json(products_of("mugs") + "?timeFrame=week&limit=100");
  for (const auto& product : served["products"]) {
    const auto answer = shop.json("/api/v1/products/" + product["productKey"].get<std::string>() + "/why");
    CHECK(answer["productId"] == product["productId"]);
    CHECK(answer["expectedUnits"] == product["expectedUnits"]);
    CHECK(answer["periodStart"] == served["periodStart"]);
    REQUIRE(answer["contributions"].size() == 10);
    CHECK(answer["contributions"][1]["cause"] == "level");
    CHECK(sum_of(answer["contributions"], "units") == to_micro(product["expectedUnits"].get<double>()));
    CHECK(sum_of(answer["contributions"], "amount") == to_micro(product["expectedAmount"].get<double>()));
  }
  const auto mugs = shop.json("/api/v1/categories/11/why");
  CHECK(mugs["categoryKey"] == "mugs");
  CHECK(mugs["expectedAmount"] == served["totalExpectedAmount"]);
  CHECK(sum_of(mugs["contributions"], "amount") == to_micro(mugs["expectedAmount"].get<double>()));
}

TEST_CASE("what moved stands between the table before and the one that serves") {
  ExplainedShop shop;
  shop.find(Account::moved, "DE-20251119-1");
  const auto answer = shop.json(kMoved);
  CHECK(answer["before"]["cycle"] == "DE-20251119-1");
  CHECK(answer["before"]["published"] == "2025-11-19T06:00:00Z");
  CHECK(answer["before"]["expectedUnits"] == 0);  // all of it moved
  CHECK(answer["movedUnits"] == answer["expectedUnits"]);
  REQUIRE(answer["contributions"].size() == 6);
  CHECK(answer["contributions"][0]["cause"] == "newOrders");
  CHECK(sum_of(answer["contributions"], "units") == to_micro(answer["movedUnits"].get<double>()));
}

TEST_CASE("without a table before nothing moved, and that is said") {
  ExplainedShop shop;
  shop.remembered.found =
      std::make_shared<const domain::Reasons>(domain::Reasons{.account = Account::moved, .periods = {shop.week}});
  const auto answer = shop.json(kMoved);
  CHECK(answer["before"].is_null());
  CHECK(answer["movedUnits"].is_null());
  CHECK(answer["contributions"].empty());
}

TEST_CASE("a period that the table before could not see is a 404 that says so") {
  ExplainedShop shop;
  shop.find(Account::moved, "DE-20251119-1");
  const auto answer = shop.get(kMoved + "?timeFrame=year");
  CHECK(answer.status == 404);
  CHECK(answer.body.find("nothing can have moved") != std::string::npos);
}

TEST_CASE("an explanation is kept by its ETag, and names what it was made from") {
  ExplainedShop shop;
  shop.find(Account::why);
  const auto answer = shop.get(kWhy);
  CHECK(answer.headers.get("X-Cycle") == "DE-20251120-1");
  auto again = request_for("GET", kWhy);
  again.headers.set("If-None-Match", *answer.headers.get("ETag"));
  CHECK(shop.send(again).status == 304);
}

TEST_CASE("what there is not is named: products, categories, marketplaces, parameters") {
  ExplainedShop shop;
  CHECK(shop.get("/api/v1/products/nobody/why").status == 404);
  CHECK(shop.get("/api/v1/categories/mugz/moved").body.find("did you mean mugs?") != std::string::npos);
  CHECK(shop.get(kWhy + "?marketplaceId=XX").status == 404);
  CHECK(shop.get(kWhy + "?cycle=none").status == 404);
  CHECK(shop.get(kWhy + "?timeframe=week&window=never").status == 400);
  shop.remembered.refusal = Error{Code::unavailable, "", "too many jobs wait already"};
  CHECK(shop.get(kWhy).status == 503);
}
