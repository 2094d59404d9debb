// SPDX-License-Identifier: Apache-2.0
#include "api/marketplaces.hpp"

#include "api/caching.hpp"
#include "api/endpoints.hpp"
#include "api/expected_json.hpp"
#include "api/question.hpp"
#include "api/told.hpp"

#include <nlohmann/json.hpp>

#include <map>

namespace shelfcast::api {
namespace {

using Json = nlohmann::ordered_json;

/// What a page has to know before it can ask for predictions.
Json describe(const Services& services, const predictions::Table& table) {
  const auto& cube = table.cube();
  Json json{{"marketplaceId", cube.marketplace},
            {"currency", cube.measures.amount ? Json(cube.currency) : Json()},
            {"timeZone", cube.time_zone},
            {"grain", name_of(cube.grain)},
            {"measures", {{"units", cube.measures.units}, {"amount", cube.measures.amount}}},
            {"dataCut", format_day(cube.receipt.data_cut)},
            {"lastRefreshed", format_instant(table.published())},
            {"modelVersion", cube.receipt.model_version},
            {"cycle", table.id()},
            {"nowIsDataCut", services.options.pinned_now}};
  const auto& due = services.options.next_refresh_due;
  json["nextRefreshDue"] = due ? Json(format_instant(due())) : Json();
  return json;
}

/// The tree of what a table forecasts: each category with the one above it and those right below it.
Json categories_of(const domain::Cube& cube) {
  std::map<CategoryId, Json> children;
  for (const auto& category : cube.categories)
    if (category.parent) children[*category.parent].push_back(category.id.value);
  Json all = Json::array();
  for (const auto& category : cube.categories)
    all.push_back({{"categoryId", category.id.value},
                   {"categoryKey", category.key},
                   {"categoryName", category.name},
                   {"parentId", category.parent ? Json(category.parent->value) : Json()},
                   {"children", children.contains(category.id) ? children[category.id] : Json::array()}});
  return all;
}

http::Response tree(const Services& services, const http::Request& request) {
  const auto marketplace = marketplace_asked(request);
  if (!marketplace) return answer_of(marketplace.error(), request);
  const auto table = serving_table(services, *marketplace);
  if (!table) return answer_of(table.error(), request);
  const auto& cube = (*table)->cube();
  const Choice choice{.table = *table};
  const Json json{{"marketplaceId", cube.marketplace}, {"cycle", (*table)->id()}, {"categories", categories_of(cube)}};
  return kept_answer(request, choice, cube.receipt, text_of(json), services.clock.now());
}

}  // namespace

Json marketplaces_json(const Services& services) {
  Json all = Json::array();
  for (const auto& name : services.tables.marketplaces()) {
    if (const auto table = services.tables.current(name)) all.push_back(describe(services, *table));
  }
  return all;
}

Endpoints marketplace_routes(const SharedServices& services) {
  const auto list = [services](const http::Request&) {
    auto response = json_answer(200, Json{{"marketplaces", marketplaces_json(*services)}}.dump());
    response.headers.set("Cache-Control", "no-cache");
    return response;
  };
  const auto categories = [services](const http::Request& request) { return tree(*services, request); };
  return {
      {{"GET", "/api/v1/marketplaces", list, http::Pace::quick, "predictions:read"},
       {.tag = "Predictions", .summary = "What is served, and how fresh it is", .answers = {{200, "Marketplaces"}}}},
      {{"GET", "/api/v1/categories", categories, http::Pace::slow, "predictions:read"},
       {.tag = "Predictions",
        .summary = "The tree of a marketplace's categories",
        .query = openapi::read_by(marketplace_parameters(), {"marketplaceId"}),
        .answers = {{200, "CategoryTree"}},
        .problems = {404},
        .is_kept = true}}};
}

}  // namespace shelfcast::api
