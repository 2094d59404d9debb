// SPDX-License-Identifier: Apache-2.0
#include "api/caching.hpp"
#include "api/endpoints.hpp"
#include "api/expected_json.hpp"
#include "api/similar_json.hpp"

#include <array>
#include <cmath>

namespace shelfcast::api {
namespace {

using Json = nlohmann::ordered_json;

struct AskedSimilar {
  std::string marketplace;
  Question question{.window = Window::rolling};
  std::size_t limit = 5;
};

constexpr std::array<Parameter<AskedSimilar>, 4> kParameters{{
    {"marketplaceId", [](auto text, auto& asked) { return read_name(text, asked.marketplace); }, kMarketplaceRule},
    {"limit", [](auto text, auto& asked) { return assign(parse_count(text, 1, kMostSimilar), asked.limit); },
     whole_number(1, kMostSimilar)},
    {"cycle", [](auto text, auto& asked) { return read_name(text, asked.question.cycle); }, kCycleRule},
    {"asOf", [](auto text, auto& asked) { return assign(parse_as_of(text), asked.question.as_of); }, kAsOfRule},
}};

Json row_of(const predictions::TablePtr& table, const Similar& similar, const Period& week) {
  const auto shown = show(table, similar.row);
  const auto expected = table->product(similar.row, week);
  Json row = identity_of(*shown);
  put_expected(row, table->cube(), expected);
  const auto price = price_of(table->cube(), expected);
  row["price"] = price ? Json(std::round(*price * 100) / 100) : Json(nullptr);
  row.update(likeness_json(similar.likeness));
  return row;
}

Json json_of(const Shown& shown, std::size_t limit) {
  const auto& cube = shown.cube();
  const auto neighbours = neighbours_of(shown, limit);
  const auto& within = cube.categories[neighbours.category];
  const auto week = coming(Frame::week, cube);
  Json json = heading_of(shown);
  json["firstDay"] = format_day(week.first);
  json["lastDay"] = format_day(week.last);
  json["within"] = {{"categoryId", within.id.value}, {"categoryName", within.name}, {"others", neighbours.others}};
  json["similar"] = Json::array();
  for (const auto& similar : neighbours.likest) json["similar"].push_back(row_of(shown.table, similar, week));
  return json;
}

http::Response answer(const Services& services, const http::Request& request) {
  AskedSimilar asked;
  auto errors = read_parameters<AskedSimilar>(request.query, kParameters, asked);
  take_only_marketplace(services.tables.marketplaces(), asked.marketplace, errors);
  if (!errors.empty()) return answer_of(bad_fields(400, std::move(errors)), request);
  const auto choice = choose(services, asked.marketplace, asked.question);
  if (!choice) return answer_of(choice.error(), request);
  const auto shown = show_named(choice->table, request.captured.at("id"));
  if (!shown) return answer_of(shown.error(), request);
  const auto& receipt = shown->table->origin_of(shown->category).receipt;
  return kept_answer(request, *choice, receipt, text_of(json_of(*shown, asked.limit)), services.clock.now());
}

}  // namespace

Endpoints similar_routes(const SharedServices& services) {
  return {{{"GET", "/api/v1/products/{id}/similar",
            [services](const http::Request& request) { return answer(*services, request); }, http::Pace::slow,
            "products:read"},
           {.tag = "Products",
            .summary = "Products that one is like, and in what",
            .query = openapi::read_by<AskedSimilar>(kParameters),
            .answers = {{200, "SimilarProducts"}, {202, "Job"}},
            .is_kept = true}}};
}

}  // namespace shelfcast::api
