// SPDX-License-Identifier: Apache-2.0
#include "api/endpoints.hpp"

#include "api/expected_json.hpp"
#include "api/guard/guard.hpp"
#include "api/openapi/documentation.hpp"
#include "api/standings.hpp"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <iterator>

namespace shelfcast::api {

std::vector<http::Route> routes(Services services, std::vector<http::Route> beside) {
  const auto shared = std::make_shared<Services>(std::move(services));
  shared->standings = std::make_shared<Standings>(*shared);
  Endpoints endpoints;
  for (auto* const of_one_resource :
       {prediction_routes,  product_routes,  similar_routes, tag_routes,          search_routes,   mover_routes,
        marketplace_routes, forecast_routes, reason_routes,  job_routes,          cycle_routes,    model_routes,
        coverage_routes,    order_routes,    actual_routes,  series_routes,       expected_routes, ingest_routes,
        feature_routes,     event_routes,    alert_routes,   alert_letter_routes, feedback_routes, graph_routes,
        health_routes,      key_routes,      token_routes,   audit_routes,        login_routes,    runbook_routes}) {
    std::ranges::move(of_one_resource(shared), std::back_inserter(endpoints));
  }
  openapi::add_documentation(endpoints, shared->options.version);
  std::vector<http::Route> all = std::move(beside);
  for (auto& endpoint : endpoints) all.push_back(std::move(endpoint.route));
  const auto guard = std::make_shared<const Guard>(shared);
  for (auto& route : all) route = Guard::guarded(guard, std::move(route));
  return all;
}

http::Response json_answer(int status, std::string body) {
  constexpr std::size_t kUsualHeaders = 12;
  http::Response response{.status = status, .headers = {}, .body = std::move(body)};
  response.headers.fields.reserve(kUsualHeaders);
  response.headers.set("Content-Type", "application/json");
  return response;
}

http::Response fresh_answer(int status, const nlohmann::ordered_json& json) {
  auto response = json_answer(status, text_of(json));
  response.headers.set("Cache-Control", "no-store");
  return response;
}

}  // namespace shelfcast::api
