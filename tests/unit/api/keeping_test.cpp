// SPDX-License-Identifier: Apache-2.0
#include "shelfcast/http/keeping.hpp"
#include "shelfcast/telemetry/metrics.hpp"
#include "unit/api/shop.hpp"

#include <catch2/catch.hpp>

using namespace shelfcast;
using namespace shelfcast::test;
using http::Mark;

namespace {

/// The same answer, with something else where it says that something else may stand.
std::string filled(const http::Response& response, std::string_view asker) {
  std::string whole = response.body;
  std::string heads;
  for (std::size_t field = 0; field < response.headers.fields.size(); ++field) {
    std::string value = response.headers.fields[field].second;
    for (auto mark = response.keeping->marks.rbegin(); mark != response.keeping->marks.rend(); ++mark) {
      if (mark->field == field) value.replace(mark->at, mark->size, mark->of == Mark::Of::asker ? asker : "?");
    }
    heads += response.headers.fields[field].first + ": " + value + "\n";
  }
  for (const Mark& mark : response.keeping->marks)
    if (mark.field == Mark::kBody) whole.replace(mark.at, mark.size, asker);
  return heads + whole;
}

std::string asked_by(std::string_view asker, std::string_view rest) {
  return fmt::format("/api/v1/predictions/customer/{}{}", asker, rest);
}

}  // namespace

TEST_CASE("with another asker in the marked places an answer is that asker's own") {
  const auto shop = open_shop();
  const std::vector<std::string> questions = {"/marketplace/DE/categories?timeFrame=week",
                                              "/marketplace/DE/categories?timeFrame=week&limit=1&page=2",
                                              "/DE/categories/home/products?timeFrame=month&limit=2&page=2"};
  for (const auto& question : questions) {
    CAPTURE(question);
    const auto one = shop->get(asked_by("1234", question));
    const auto other = shop->get(asked_by("7", question));
    REQUIRE(one.keeping);
    REQUIRE(other.keeping);
    CHECK(filled(one, "7") == filled(other, "7"));
    CHECK(filled(one, "7").find("1234") == std::string::npos);
    CHECK(filled(shop->get(asked_by("shop-1", question)), "me") == filled(shop->get(asked_by("me", question)), "me"));
  }
}

TEST_CASE("an answer is kept for as long as it says, until any table is published") {
  const auto shop = open_shop();
  const auto answer = shop->get(kCategories + "?timeFrame=week");
  CHECK(answer.headers.get("Cache-Control") == fmt::format("private, max-age={}", answer.keeping->seconds));
  CHECK(answer.keeping->made_in == *answer.keeping->edition);
  shop->publish(small_cube("DE-20251120-2"), "2025-11-20T09:00:00Z");
  CHECK(answer.keeping->made_in != *answer.keeping->edition);
}

TEST_CASE("what one seller asks of itself is kept for it alone, and what was sold just now is not kept") {
  const auto shop = open_shop();
  CHECK(!shop->get(kCategories + "?timeFrame=week").keeping->asker_alone);
  CHECK(shop->get(asked_by("5678", "/marketplace/DE/categories?timeFrame=week&scope=own")).keeping->asker_alone);
  CHECK(!shop->get(kCategories + "?timeFrame=week&live=true").keeping);
  CHECK(!shop->get(kCategories + "?timeFrame=fortnight").keeping);
}

TEST_CASE("who stands otherwise in the path than in the answer is given it by the handler each time") {
  const auto shop = open_shop();
  CHECK(!shop->get(asked_by("a%20b", "/marketplace/DE/categories?timeFrame=week")).keeping);
  CHECK(!shop->get("http://host" + asked_by("7", "/marketplace/DE/categories?timeFrame=week")).keeping);
}

TEST_CASE("a day that is asked for by its date is not kept beyond its end, when what was promised answers") {
  const auto shop = open_shop({.next_refresh_due = [] { return at("2025-11-21T06:00:00Z"); }});
  CHECK(shop->get(kCategories + "?timeFrame=day&dateTime=2025-11-20").keeping->seconds == 13 * kHour);
  CHECK(shop->get(kCategories + "?timeFrame=day&dateTime=2025-11-21").keeping->seconds == 20 * kHour);
}

namespace {

double counted(std::string_view name) {
  const std::string all = telemetry::prometheus_text();
  const std::string line = fmt::format("\n{} ", name);
  return std::stod(all.substr(all.find(line) + line.size()));
}
double made_so_far() {
  return counted("shelfcast_response_cache_misses_total");
}
double ranked_so_far() {
  return counted("shelfcast_rankings_made_total");
}

}  // namespace

TEST_CASE("what is asked most is made of the next table before it serves, and the rest when it is asked for") {
  const auto shop = open_shop({.warmed_answers = 2});
  shop->tables->prepare_with([&](const predictions::TablePtr& next) { shop->warming.warm(next); });
  const std::vector<std::string> often = {products_of("home") + "?timeFrame=week", kCategories + "?timeFrame=month"};
  const std::string seldom = kCategories + "?timeFrame=year";
  for (const auto& question : {often[0], often[1], seldom}) {
    const auto answer = shop->get(question);
    *answer.keeping->times_given += question == seldom ? 1 : 10;
  }
  const auto before = shop->get(often[0]);
  shop->publish(small_cube("DE-20251120-2"), "2025-11-20T09:00:00Z");

  const double made = made_so_far();
  CHECK(shop->get(often[0]).headers.get("X-Cycle") == "DE-20251120-2");
  CHECK(shop->get(often[0]).headers.get("ETag") != before.headers.get("ETag"));
  CHECK(shop->get(often[1]).headers.get("X-Cycle") == "DE-20251120-2");
  CHECK(made_so_far() == made);
  CHECK(shop->get(seldom).headers.get("X-Cycle") == "DE-20251120-2");
  CHECK(made_so_far() == made + 1);
}

TEST_CASE("what was ranked of a table is ranked of the next one before it serves, wherever categories stand in that") {
  const auto shop = open_shop({.warmed_answers = 0});
  shop->tables->prepare_with([&](const predictions::TablePtr& next) { shop->warming.warm(next); });
  const std::vector<std::string> asked = {kCategories + "?timeFrame=month", products_of("mugs") + "?timeFrame=week",
                                          products_of("mugs") + "?timeFrame=week&window=rolling",
                                          products_of("tea") + "?timeFrame=year&sort=units_desc"};
  for (const auto& question : asked) REQUIRE(shop->get(question).status == 200);
  auto next = small_cube("DE-20251120-2", date(2025, 11, 20));
  next.categories.insert(next.categories.begin() + 1, {{5}, "new", "New", CategoryId{1}});
  shop->publish(next, "2025-11-20T09:00:00Z");

  const double ranked = ranked_so_far();
  for (const auto& question : asked) CHECK(shop->get(question + "&limit=1").headers.get("X-Cycle") == "DE-20251120-2");
  CHECK(ranked_so_far() == ranked);
  REQUIRE(shop->get(products_of("tea") + "?timeFrame=week").status == 200);
  CHECK(ranked_so_far() == ranked + 1);
}

TEST_CASE("after the end nothing is warmed any more") {
  const auto shop = open_shop();
  *shop->get(kCategories + "?timeFrame=week").keeping->times_given += 1;
  shop->publish(small_cube("DE-20251120-2"), "2025-11-20T09:00:00Z");
  const double made = made_so_far();
  shop->warming.stop();
  shop->warming.warm(shop->tables->current("DE"));
  CHECK(made_so_far() == made);
}
