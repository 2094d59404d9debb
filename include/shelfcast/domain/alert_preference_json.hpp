// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "shelfcast/domain/alert_preference.hpp"

#include <nlohmann/json_fwd.hpp>

namespace shelfcast::domain {

/// As its seller sees it: without the secret, of which it says whether there is one.
nlohmann::ordered_json to_json(const AlertPreference& preference);

}  // namespace shelfcast::domain
