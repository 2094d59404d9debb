// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "shelfcast/api/api.hpp"

#include <string>
#include <vector>

namespace shelfcast::api {

// One list per resource; routes() puts them together.
std::vector<http::Route> prediction_routes(const Services& services);
std::vector<http::Route> marketplace_routes(const Services& services);
std::vector<http::Route> cycle_routes(const Services& services);
std::vector<http::Route> health_routes(const Services& services);

http::Response json_answer(int status, std::string body);

}  // namespace shelfcast::api
