// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "api/openapi/operation.hpp"
#include "shelfcast/api/api.hpp"

#include <nlohmann/json_fwd.hpp>

#include <memory>
#include <string>
#include <vector>

namespace shelfcast::api {

using SharedServices = std::shared_ptr<const Services>;

/// A route, and what is said of it in the documentation.
struct Endpoint {
  http::Route route;
  openapi::Operation said;
};
using Endpoints = std::vector<Endpoint>;

// One list per resource; routes() puts them together.
Endpoints prediction_routes(const SharedServices& services);
Endpoints product_routes(const SharedServices& services);
Endpoints similar_routes(const SharedServices& services);
Endpoints tag_routes(const SharedServices& services);
Endpoints search_routes(const SharedServices& services);
Endpoints mover_routes(const SharedServices& services);
Endpoints marketplace_routes(const SharedServices& services);
Endpoints forecast_routes(const SharedServices& services);
Endpoints reason_routes(const SharedServices& services);
Endpoints job_routes(const SharedServices& services);
Endpoints cycle_routes(const SharedServices& services);
Endpoints model_routes(const SharedServices& services);
Endpoints coverage_routes(const SharedServices& services);
Endpoints order_routes(const SharedServices& services);
Endpoints actual_routes(const SharedServices& services);
Endpoints series_routes(const SharedServices& services);
Endpoints expected_routes(const SharedServices& services);
Endpoints ingest_routes(const SharedServices& services);
Endpoints feature_routes(const SharedServices& services);
Endpoints event_routes(const SharedServices& services);
Endpoints alert_routes(const SharedServices& services);
Endpoints alert_letter_routes(const SharedServices& services);
Endpoints feedback_routes(const SharedServices& services);
Endpoints graph_routes(const SharedServices& services);
Endpoints health_routes(const SharedServices& services);
Endpoints runbook_routes(const SharedServices& services);

Endpoints key_routes(const SharedServices& services);
Endpoints token_routes(const SharedServices& services);
Endpoints audit_routes(const SharedServices& services);
Endpoints login_routes(const SharedServices& services);

http::Response json_answer(int status, std::string body);
/// One that nobody keeps. Text that a source or a path brought along may not be UTF-8: it is shown with a mark in its
/// place.
http::Response fresh_answer(int status, const nlohmann::ordered_json& json);

}  // namespace shelfcast::api
