// SPDX-License-Identifier: Apache-2.0
// GET /forecast/top-categories and /forecast/compare-models: what single models say of whole categories.
#include <catch2/catch.hpp>

#include "unit/api/shop.hpp"

using namespace shelfcast;
using namespace shelfcast::test;
using nlohmann::ordered_json;

namespace {

const std::string kTop = "/forecast/top-categories";
const std::string kCompare = "/forecast/compare-models";
const Period kNextWeek{date(2025, 11, 24), date(2025, 11, 30)};

/// The small cube, Electronics of which belong to Merchant 9.
domain::Cube cube_of_two_merchants() {
  auto cube = small_cube();
  cube.products.back().seller = {9};
  cube.products.back().seller_key = "nine";
  return cube;
}

class ForecastShop : public Shop {
 public:
  ForecastShop() {
    publish(cube_of_two_merchants(), "2025-11-20T06:00:00Z");
    jobs = &remembered;
    models = &book;
  }

  /// Theta says of each category `factor` times what serves; nothing of Tea. Seasonal naive fails.
  void say(int factor, int lookback_days = 0) {
    const auto table = tables->current("DE");
    domain::ModelForecasts said{.marketplace = "DE",
                                .cycle = table->id(),
                                .lookback_days = lookback_days,
                                .made = at("2025-11-20T06:05:00Z"),
                                .boundaries = {},
                                .models = {}};
    for (const Day day : table->cube().boundaries)
      if (day > table->cube().receipt.data_cut) said.boundaries.push_back(day);
    domain::ModelForecast theta{.model = "theta", .problem = "tea: it would not", .categories = {{11}, {42}}};
    for (const std::size_t category : {1U, 3U})
      for (std::size_t i = 0; i + 1 < said.boundaries.size(); ++i)
        theta.units.push_back(factor *
                              table->category(category, {said.boundaries[i], said.boundaries[i + 1] - 1}).units);
    said.models = {theta, {.model = "seasonal naive", .problem = "it knows no season"}};
    REQUIRE(book.save(said));
  }

  RememberedJobs remembered;
  std::unique_ptr<storage::Database> database = storage::Database::open(folder.path() / "catalogue.db").value();
  predictions::ModelBook book{*database};
};

std::vector<std::string> codes(const http::Response& response) {
  std::vector<std::string> found;
  const auto problem = ordered_json::parse(response.body);
  for (const auto& error : problem["errors"])
    found.push_back(error["pointer"].get<std::string>() + " " + error["code"].get<std::string>());
  return found;
}

}  // namespace

TEST_CASE("the ensemble's forecast of the next week is what the predictions say of it") {
  ForecastShop shop;
  const auto answer = shop.json(kTop);
  const auto served = shop.json(kCategories + "?timeFrame=week&window=next");
  CHECK(answer["model"] == "ensemble");
  CHECK(answer["bucket_type"] == "WEEK");
  CHECK(answer["bucket_start"] == "2025-11-24");
  CHECK(answer["period_end"] == "2025-11-30T22:59:59Z");
  CHECK(answer["merchant_id"].is_null());
  REQUIRE(answer["categories"].size() == 3);
  for (std::size_t i = 0; i < 3; ++i) {
    CHECK(answer["categories"][i]["category_id"] == served["categories"][i]["categoryId"]);
    CHECK(answer["categories"][i]["forecast_units"] == served["categories"][i]["expectedUnits"]);
    CHECK(answer["categories"][i]["rank"] == i + 1);
  }
  CHECK(shop.remembered.asked.empty());
}

TEST_CASE("a merchant's forecast is of the merchant's own products") {
  ForecastShop shop;
  const auto answer = shop.json(kTop + "?merchant_id=nine");
  CHECK(answer["merchant_id"] == "nine");
  CHECK(answer["total_categories"] == 1);
  CHECK(answer["categories"][0]["category_key"] == "elec");
  CHECK(shop.json(kTop + "?merchant_id=9") == [&] {
    auto same = answer;
    same["merchant_id"] = 9;
    return same;
  }());
}

TEST_CASE("what no model was asked yet is a job, with a place to ask for it") {
  ForecastShop shop;
  const auto response = shop.get(kTop + "?model=theta");
  CHECK(response.status == 202);
  CHECK(response.headers.get("Location") == "/api/v1/jobs/DE-20251120-1-models");
  CHECK(response.headers.get("Retry-After") == "2");
  CHECK(shop.json("/api/v1/jobs/DE-20251120-1-models")["state"] == "running");
  CHECK(shop.get(kCompare + "?lookback=8").status == 202);
  CHECK(shop.get(kTop + "?lookback=3&bucket_type=MONTH").status == 202);  // the ensemble, less far back
  CHECK(shop.remembered.asked == std::vector<std::string>{"DE 0", "DE 56", "DE 90"});
  CHECK(shop.get("/api/v1/jobs/another").status == 404);
}

TEST_CASE("where too much waits already, no job is started") {
  ForecastShop shop;
  shop.remembered.refusal = Error{Code::unavailable, "", "too many jobs wait"};
  CHECK(shop.get(kCompare).status == 503);
  CHECK(shop.get(kTop).status == 200);  // what serves is there all the same
}

TEST_CASE("a model's units come at the table's prices, and it is silent of what it left out") {
  ForecastShop shop;
  shop.say(3);
  const auto answer = shop.json(kTop + "?model=theta");
  const auto table = shop.tables->current("DE");
  REQUIRE(answer["categories"].size() == 2);
  CHECK(answer["left_out"] == "tea: it would not");
  CHECK(answer["generated_at"] == "2025-11-20T06:05:00Z");
  for (const auto& row : answer["categories"]) {
    const auto expected = table->category(row["category_id"] == 11 ? 1 : 3, kNextWeek);
    CHECK(row["forecast_units"].get<double>() == Approx(3 * static_cast<double>(expected.units) / 1e6));
    CHECK(row["forecast_amount"].get<double>() == Approx(3 * static_cast<double>(expected.amount) / 1e6).margin(0.01));
  }
}

TEST_CASE("what was sold of a running period before the cut is not multiplied") {
  ForecastShop shop;
  shop.say(2);
  const auto answer = shop.json(kTop + "?model=theta&window=calendar&bucket_type=MONTH&merchant_id=nine");
  const auto table = shop.tables->current("DE");
  const auto sold = table->category(3, {date(2025, 11, 1), date(2025, 11, 19)});
  const auto rest = table->category(3, {date(2025, 11, 20), date(2025, 11, 30)});
  CHECK(answer["categories"][0]["forecast_units"].get<double>() ==
        Approx(static_cast<double>(sold.units + 2 * rest.units) / 1e6));
}

TEST_CASE("all models are compared beside the one that serves, the failed one by its reason") {
  ForecastShop shop;
  shop.say(2);
  const auto answer = shop.json(kCompare + "?limit=1");
  REQUIRE(answer["models"].size() == 3);
  CHECK(answer["models"][0]["model"] == "ensemble");
  CHECK(answer["models"][0]["left_out"].is_null());
  CHECK(answer["models"][0]["total_categories"] == 3);
  CHECK(answer["models"][1]["model"] == "theta");
  CHECK(answer["models"][1]["categories"].size() == 1);
  CHECK(answer["models"][2]["left_out"] == "it knows no season");
  CHECK(answer["models"][2]["categories"].empty());
}

TEST_CASE("an answer is not sent again to who holds it, and a new table is asked anew") {
  ForecastShop shop;
  shop.say(2);
  const auto first = shop.get(kCompare);
  auto again = request_for("GET", kCompare);
  again.headers.set("If-None-Match", *first.headers.get("ETag"));
  CHECK(shop.send(again).status == 304);
  shop.publish(small_cube("DE-20251120-2"), "2025-11-20T09:00:00Z");
  CHECK(shop.get(kCompare).status == 202);
}

TEST_CASE("what cannot be asked is refused, every wrong parameter at once") {
  ForecastShop shop;
  const auto wrong = shop.get(kTop + "?bucket_type=AGE&limit=0&lookback=x&merchantId=1");
  CHECK(wrong.status == 400);
  CHECK(codes(wrong) ==
        std::vector<std::string>{"?bucket_type invalid", "?limit invalid", "?lookback invalid", "?merchantId unknown"});
  CHECK(codes(shop.get(kTop + "?lookback=3&bucket_type=WEEK")) == std::vector<std::string>{"?lookback invalid"});
  CHECK(codes(shop.get(kCompare + "?model=theta")) == std::vector<std::string>{"?model unknown"});
  const auto misspelt = shop.get(kTop + "?model=thetta");
  CHECK(misspelt.status == 400);
  CHECK_THAT(misspelt.body, Catch::Contains("did you mean theta"));
  CHECK(shop.get(kTop + "?merchant_id=nobody").status == 404);
  CHECK(shop.get(kTop + "?marketplace_id=XX").status == 404);
}

TEST_CASE("a model may be named as a word of a URL") {
  ForecastShop shop;
  shop.say(2);
  CHECK(shop.json(kTop + "?model=Seasonal_Naive")["model"] == "seasonal naive");
}

TEST_CASE("of several marketplaces one has to be named, unless the merchant sells in one only") {
  ForecastShop shop;
  auto other = small_cube("FR-20251120-1");
  other.marketplace = "FR";
  shop.publish(other, "2025-11-20T06:00:00Z");
  CHECK(codes(shop.get(kTop)) == std::vector<std::string>{"?marketplace_id missing"});
  CHECK(shop.json(kTop + "?merchant_id=nine")["marketplace_id"] == "DE");
  CHECK(shop.json(kTop + "?marketplace_id=FR")["marketplace_id"] == "FR");
}
