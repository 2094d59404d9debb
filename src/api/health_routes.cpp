// SPDX-License-Identifier: Apache-2.0
#include "api/endpoints.hpp"
#include "shelfcast/telemetry/health.hpp"
#include "shelfcast/telemetry/metrics.hpp"

#include <nlohmann/json.hpp>

#include <algorithm>

namespace shelfcast::api {
namespace {

using Json = nlohmann::ordered_json;
using telemetry::Condition;

http::Response plain_answer(int status, std::string body) {
  http::Response response{.status = status, .headers = {}, .body = std::move(body)};
  response.headers.set("Content-Type", "text/plain; charset=utf-8");
  response.headers.set("Cache-Control", "no-store");
  return response;
}

const char* name_of(Condition condition) {
  switch (condition) {
    case Condition::ok:
      return "ok";
    case Condition::degraded:
      return "degraded";
    case Condition::failing:
      break;
  }
  return "failing";
}

/// Why the process should get no traffic, or empty. A degraded part is shown, and served.
std::string_view not_ready_because(const Services& services) {
  const auto& draining = services.options.draining;
  if (draining && draining()) return "draining";
  if (services.tables.marketplaces().empty()) return "loading";
  return {};
}

Json verbose(std::string_view status) {
  Json flags = Json::array();
  for (const auto& flag : telemetry::health()) {
    flags.push_back({{"name", flag.name}, {"condition", name_of(flag.condition)}, {"detail", flag.detail}});
  }
  return {{"status", status}, {"flags", std::move(flags)}};
}

http::Response ready(const Services& services, const http::Request& request) {
  const std::string_view reason = not_ready_because(services);
  const auto flags = telemetry::health();
  const bool well = std::ranges::all_of(flags, [](const auto& flag) { return flag.condition == Condition::ok; });
  const std::string status(!reason.empty() ? reason : well ? "ready" : "degraded");
  const bool asked_for_all = std::ranges::any_of(request.query, [](const auto& p) { return p.first == "verbose"; });
  auto response = plain_answer(reason.empty() ? 200 : 503, status + "\n");
  if (!reason.empty()) response.headers.set("Retry-After", "5");
  if (asked_for_all) {
    response.body = verbose(status).dump(-1, ' ', false, Json::error_handler_t::replace);
    response.headers.set("Content-Type", "application/json");
  }
  return response;
}

}  // namespace

Endpoints health_routes(const SharedServices& services) {
  const auto live = [](const http::Request&) { return plain_answer(200, "live\n"); };
  const auto readiness = [services](const http::Request& request) { return ready(*services, request); };
  const auto metrics = [](const http::Request&) {
    auto response = plain_answer(200, telemetry::prometheus_text());
    response.headers.set("Content-Type", "text/plain; version=0.0.4; charset=utf-8");
    return response;
  };
  const std::vector<std::string_view> plain{"text/plain"};
  const auto ask_whether = [&](std::string path) {
    const std::vector<std::string_view> media{"text/plain", "application/json"};
    return Endpoint{{"GET", std::move(path), readiness, http::Pace::quick, "public"},
                    {.tag = "Health",
                     .summary = "Whether it should get traffic; with `verbose` why, as JSON",
                     .query = {{"verbose", {.sentence = "is there, or not", .may_be_empty = true}}},
                     .answers = {{200, "Readiness", media}, {503, "Readiness", media}}}};
  };
  return {{{"GET", "/livez", live, http::Pace::quick, "public"},
           {.tag = "Health", .summary = "Whether the process lives", .answers = {{200, "Text", plain}}}},
          ask_whether("/readyz"),
          ask_whether("/health"),
          {{"GET", "/metrics", metrics, http::Pace::quick, "operations:read"},
           {.tag = "Health", .summary = "Its metrics, for Prometheus", .answers = {{200, "Text", plain}}}}};
}

}  // namespace shelfcast::api
