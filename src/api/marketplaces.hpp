// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "shelfcast/api/api.hpp"

#include <nlohmann/json_fwd.hpp>

namespace shelfcast::api {

/// What a page has to know of every marketplace with a table before it can ask for predictions: a list.
nlohmann::ordered_json marketplaces_json(const Services& services);

}  // namespace shelfcast::api
