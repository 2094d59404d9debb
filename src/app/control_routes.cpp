// SPDX-License-Identifier: Apache-2.0
#include "app/control_routes.hpp"

#include "app/control_wire.hpp"
#include "shelfcast/control/cycle_json.hpp"

namespace shelfcast::app {
namespace {

using http::Request;
using http::Response;

Response answer(const Json& json) {
  Response response;
  response.headers.set("Content-Type", "application/json");
  response.body = json.dump();
  return response;
}

Response refusal(const Error& error) {
  Response response = answer(to_json(error));
  response.status = 422;
  return response;
}

/// Calls `act` with the request's JSON; what it cannot read is refused.
template <class Act>
http::Handler with_body(Act act) {
  return [act](const Request& request) {
    try {
      return act(Json::parse(request.body));
    } catch (const Json::exception& error) {
      return refusal({Code::invalid, "body", error.what()});
    }
  };
}

Response list_of(const Result<std::vector<std::string>>& names) {
  return names ? answer(Json(*names)) : refusal(names.error());
}

Response start_cycle(control::Cycles& cycles, const Json& body) {
  const auto marketplace = body.at("marketplace").get<std::string>();
  const auto started_by = body.at("startedBy").get<std::string>();
  const auto categories = body.value("categories", std::vector<std::string>{});
  const auto id =
      categories.empty() ? cycles.start(marketplace, started_by) : cycles.refresh(marketplace, categories, started_by);
  return id ? answer({{"id", *id}}) : refusal(id.error());
}

Response look_at_cycle(const control::Cycles& cycles, const Request& request) {
  const auto report = cycles.look(request.captured.find("id")->second);
  return report ? answer(control::to_json(*report)) : refusal(report.error());
}

Response import(control::Loads& loads, const Json& body) {
  const auto report = loads.import(load_from(body), [](std::string_view, double) {});
  return report ? answer(to_json(*report)) : refusal(report.error());
}

Response forecast(control::Forecasts& forecasts, const Json& body) {
  const auto csv = forecasts.csv(forecast_question_from(body));
  if (!csv) return refusal(csv.error());
  Response response;
  response.headers.set("Content-Type", "text/csv");
  response.body = *csv;
  return response;
}

}  // namespace

std::vector<http::Route> control_routes(Access& access) {
  using enum http::Pace;
  return {
      {"GET", "/marketplaces", [&access](const Request&) { return list_of(access.marketplaces()); }, quick},
      {"POST", "/cycles", with_body([&access](const Json& body) { return start_cycle(access.cycles(), body); }), quick},
      {"GET", "/cycles/{id}", [&access](const Request& request) { return look_at_cycle(access.cycles(), request); },
       quick},
      {"POST", "/import", with_body([&access](const Json& body) { return import(access.loads(), body); }), slow},
      {"POST", "/forecast", with_body([&access](const Json& body) { return forecast(access.forecasts(), body); }),
       slow},
  };
}

}  // namespace shelfcast::app
