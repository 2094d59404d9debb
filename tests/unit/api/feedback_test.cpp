// SPDX-License-Identifier: Apache-2.0
// What people think of predictions: over REST and over GraphQL.
#include <catch2/catch.hpp>

#include "shelfcast/predictions/feedback_book.hpp"
#include "unit/api/shop.hpp"

using namespace shelfcast;
using namespace shelfcast::test;
using Json = nlohmann::ordered_json;

namespace {

const Json kTooHigh{{"productId", "SKU-1102"}, {"timeFrame", "week"},  {"window", "rolling"},
                    {"verdict", "too_high"},   {"expectedUnits", 3.5}, {"comment", "not \"that\" many"}};

/// Feedback in a book.
class KeptFeedbacks final : public control::Feedbacks {
 public:
  explicit KeptFeedbacks(storage::Database& database) : book_(database) {}
  Result<domain::Feedback> give(domain::Feedback feedback, std::string_view idempotency_key) override {
    return book_.add(std::move(feedback), idempotency_key);
  }
  [[nodiscard]] Result<std::vector<domain::Feedback>> list(std::optional<std::int64_t> before,
                                                           std::size_t at_most) const override {
    return book_.list(before, at_most);
  }

 private:
  predictions::FeedbackBook book_;
};

http::Response post(Shop& shop, const Json& body, std::string_view key = "") {
  auto request = request_for("POST", "/api/v1/feedback");
  request.headers.set("Content-Type", "application/json");
  if (!key.empty()) request.headers.set("Idempotency-Key", key);
  request.body = body.dump();
  return shop.send(request);
}

Json with(Json body, const char* name, const Json& value) {
  body[name] = value;
  return body;
}

/// The pointers of all fields that were refused.
std::vector<std::string> refused(const http::Response& answer) {
  REQUIRE(answer.status == 422);
  const auto problem = Json::parse(answer.body);
  std::vector<std::string> pointers;
  for (const auto& error : problem.at("errors")) pointers.push_back(error["pointer"]);
  return pointers;
}

}  // namespace

TEST_CASE("feedback is kept beside what was predicted") {
  const auto shop = open_shop({.loopback_only = true});
  const auto answer = post(*shop, kTooHigh);
  REQUIRE(answer.status == 201);
  const auto kept = Json::parse(answer.body);
  CHECK(kept["productKey"] == "SKU-1102");
  CHECK(kept["categoryKey"].is_null());
  CHECK(kept["cycle"] == "DE-20251120-1");
  CHECK(kept["firstDay"] == "2025-11-20");
  CHECK(kept["verdict"] == "too_high");
  CHECK(kept["expectedUnits"] == 3.5);
  CHECK(kept["predictedUnits"] == shop->json("/api/v1/products/1102")["frames"][1]["expectedUnits"]);
  auto list = request_for("GET", "/api/v1/feedback");
  CHECK(shop->send(list).status == 401);
  list.local = true;
  CHECK(Json::parse(shop->send(list).body)["feedback"] == Json::array({kept}));
}

TEST_CASE("a key says the same once more, whenever it is said, and nothing else") {
  const testing::TempFolder folder;
  const auto database = storage::Database::open(folder.path() / "catalogue.db").value();
  KeptFeedbacks kept{*database};
  const auto shop = open_shop();
  shop->furnish = [&](api::Services& services) { services.feedbacks = &kept; };
  const auto first = post(*shop, kTooHigh, "key-1");
  REQUIRE(first.status == 201);
  auto reversed = Json::object();
  for (auto field = kTooHigh.rbegin(); field != kTooHigh.rend(); ++field) reversed[field.key()] = field.value();
  CHECK(post(*shop, reversed, "key-1").body == first.body);
  shop->publish(small_cube("DE-20251121-1", date(2025, 11, 20)), "2025-11-21T06:00:00Z");
  CHECK(post(*shop, kTooHigh, "key-1").body == first.body);
  for (const auto& other : {with(kTooHigh, "window", "next"), with(kTooHigh, "comment", "none")}) {
    const auto refused = post(*shop, other, "key-1");
    CHECK(refused.status == 422);
    CHECK(Json::parse(refused.body)["type"] == "https://shelfcast.dev/problems/idempotency-key-reused");
  }
}

TEST_CASE("of a category it is of all below it") {
  const auto shop = open_shop();
  const auto kept =
      Json::parse(post(*shop, {{"categoryId", "home"}, {"timeFrame", "week"}, {"verdict", "right"}}).body);
  CHECK(kept["categoryKey"] == "home");
  const auto products = shop->json(products_of("home") + "?timeFrame=week");
  CHECK(kept["predictedUnits"] == products["totalExpectedUnits"]);
}

TEST_CASE("feedback that says nothing sensible is refused field by field") {
  const auto shop = open_shop();
  CHECK(refused(post(*shop, with(kTooHigh, "verdict", "meh"))) == std::vector<std::string>{"/verdict"});
  CHECK(refused(post(*shop, with(kTooHigh, "expectedUnits", -1))) == std::vector<std::string>{"/expectedUnits"});
  CHECK(refused(post(*shop, with(kTooHigh, "comment", std::string(2001, 'x')))) ==
        std::vector<std::string>{"/comment"});
  CHECK(refused(post(*shop, with(kTooHigh, "comment", Json::array()))) == std::vector<std::string>{"/comment"});
  CHECK(refused(post(*shop, with(kTooHigh, "timeFrame", "eon"))) == std::vector<std::string>{"/timeFrame"});
  CHECK(refused(post(*shop, with(kTooHigh, "stars", 5))) == std::vector<std::string>{"/stars"});
  CHECK(refused(post(*shop, with(kTooHigh, "categoryId", "11"))) == std::vector<std::string>{"/productId"});
  CHECK(refused(post(*shop, {{"productId", "1102"}})) == std::vector<std::string>{"/verdict"});
  CHECK(post(*shop, with(kTooHigh, "productId", "nothing")).status == 404);
  CHECK(post(*shop, Json::array()).status == 422);
  auto request = request_for("POST", "/api/v1/feedback");
  CHECK(shop->send(request).status == 415);
  CHECK(shop->feedbacks.kept.empty());
}

TEST_CASE("a mutation gives the same feedback, and tells the same errors") {
  const auto shop = open_shop();
  auto request = request_for("POST", "/graphql");
  request.headers.set("Content-Type", "application/json");
  const auto send = [&](std::string_view verdict, double expected) {
    request.body =
        Json{{"query", "mutation($f:FeedbackInput!){giveFeedback(feedback:$f){verdict productKey expectedUnits}}"},
             {"variables",
              {{"f",
                {{"productId", "1102"}, {"timeFrame", "WEEK"}, {"verdict", verdict}, {"expectedUnits", expected}}}}}}
            .dump();
    return Json::parse(shop->send(request).body);
  };
  CHECK(send("TOO_LOW", 7)["data"]["giveFeedback"] ==
        Json{{"verdict", "TOO_LOW"}, {"productKey", "SKU-1102"}, {"expectedUnits", 7}});
  CHECK(shop->feedbacks.kept.size() == 1);
  CHECK(send("TOO_LOW", 7)["data"]["giveFeedback"]["verdict"] == "TOO_LOW");
  CHECK(shop->feedbacks.kept.size() == 2);  // no answer of a mutation is kept
  CHECK(send("TOO_LOW", -7)["errors"][0]["extensions"]["code"] == "bad-field");
  request.body = R"({"query":"mutation{giveFeedback(feedback:{productId:\"1102\",timeFrame:WEEK,verdict:RIGHT},)"
                 R"(idempotencyKey:\"two words\"){id}}"})";
  CHECK(Json::parse(shop->send(request).body)["errors"][0]["extensions"]["code"] == "bad-idempotency-key");
  CHECK(shop->feedbacks.kept.size() == 2);
  for (const auto* const method : {"GET", "HEAD"}) {
    const auto read_only = shop->send(request_for(
        method,
        "/graphql?query=mutation{giveFeedback(feedback:{productId:%221102%22,timeFrame:WEEK,verdict:RIGHT}){id}}"));
    CHECK(read_only.status == 405);
    CHECK(read_only.headers.get("Allow") == "POST");
  }
  CHECK(shop->feedbacks.kept.size() == 2);
}
