// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "shelfcast/api/api.hpp"

#include <memory>
#include <string>
#include <vector>

namespace shelfcast::api {

using SharedServices = std::shared_ptr<const Services>;

// One list per resource; routes() puts them together.
std::vector<http::Route> prediction_routes(const SharedServices& services);
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
std::vector<http::Route> health_routes(const SharedServices& services);

http::Response json_answer(int status, std::string body);

}  // namespace shelfcast::api
