// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "shelfcast/domain/alert_preference.hpp"
#include "shelfcast/http/message.hpp"

#include <nlohmann/json_fwd.hpp>

#include <vector>

namespace shelfcast::api {

/// Changes what a JSON object names of a preference; every member that cannot be meant is an error.
std::vector<http::FieldError> take_wishes(const nlohmann::ordered_json& said, domain::AlertPreference& preference);

}  // namespace shelfcast::api
