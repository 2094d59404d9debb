// SPDX-License-Identifier: Apache-2.0
#include "api/marketplaces.hpp"

#include "api/choice.hpp"
#include "api/endpoints.hpp"
#include "api/told.hpp"

#include <nlohmann/json.hpp>

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
  return {
      {{"GET", "/api/v1/marketplaces", list, http::Pace::quick, "predictions:read"},
       {.tag = "Predictions", .summary = "What is served, and how fresh it is", .answers = {{200, "Marketplaces"}}}}};
}

}  // namespace shelfcast::api
