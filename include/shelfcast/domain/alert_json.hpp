// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "shelfcast/domain/alert.hpp"

#include <nlohmann/json_fwd.hpp>

namespace shelfcast::domain {

/// An alert as everyone outside sees it, in answers, events and messages, and as it waits to be sent.
nlohmann::ordered_json to_json(const Alert& alert);
/// Throws where the JSON is no alert.
Alert alert_from_json(const nlohmann::ordered_json& json);

}  // namespace shelfcast::domain
