// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "shelfcast/api/api.hpp"

#include <nlohmann/json_fwd.hpp>

#include <memory>
#include <string>
#include <vector>

namespace shelfcast::api {

using SharedServices = std::shared_ptr<const Services>;

// One list per resource; routes() puts them together.
std::vector<http::Route> prediction_routes(const SharedServices& services);
std::vector<http::Route> product_routes(const SharedServices& services);
std::vector<http::Route> search_routes(const SharedServices& services);
std::vector<http::Route> mover_routes(const SharedServices& services);
std::vector<http::Route> marketplace_routes(const SharedServices& services);
std::vector<http::Route> forecast_routes(const SharedServices& services);
std::vector<http::Route> reason_routes(const SharedServices& services);
std::vector<http::Route> job_routes(const SharedServices& services);
std::vector<http::Route> cycle_routes(const SharedServices& services);
std::vector<http::Route> model_routes(const SharedServices& services);
std::vector<http::Route> coverage_routes(const SharedServices& services);
std::vector<http::Route> order_routes(const SharedServices& services);
std::vector<http::Route> actual_routes(const SharedServices& services);
std::vector<http::Route> ingest_routes(const SharedServices& services);
std::vector<http::Route> feature_routes(const SharedServices& services);
std::vector<http::Route> event_routes(const SharedServices& services);
std::vector<http::Route> feedback_routes(const SharedServices& services);
std::vector<http::Route> graph_routes(const SharedServices& services);
std::vector<http::Route> health_routes(const SharedServices& services);

std::vector<http::Route> key_routes(const SharedServices& services);
std::vector<http::Route> token_routes(const SharedServices& services);
std::vector<http::Route> audit_routes(const SharedServices& services);
std::vector<http::Route> login_routes(const SharedServices& services);

http::Response json_answer(int status, std::string body);
/// One that nobody keeps. Text that a source or a path brought along may not be UTF-8: it is shown with a mark in its
/// place.
http::Response fresh_answer(int status, const nlohmann::ordered_json& json);

}  // namespace shelfcast::api
