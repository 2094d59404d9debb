// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "shelfcast/domain/cycle.hpp"

#include <nlohmann/json_fwd.hpp>

namespace shelfcast::api {

nlohmann::ordered_json to_json(const domain::CycleReport& report);

}  // namespace shelfcast::api
