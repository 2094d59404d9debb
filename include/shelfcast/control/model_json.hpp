// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "shelfcast/base/result.hpp"
#include "shelfcast/domain/model_version.hpp"

#include <nlohmann/json_fwd.hpp>

namespace shelfcast::control {

/// A model's version, and a decision about which one serves, as everyone outside sees them.
nlohmann::ordered_json to_json(const domain::ModelVersion& version);
nlohmann::ordered_json to_json(const domain::ModelDecision& decision);
/// The way back, for a command line that asks a server.
Result<domain::ModelVersion> model_from_json(const nlohmann::ordered_json& json);
Result<domain::ModelDecision> decision_from_json(const nlohmann::ordered_json& json);

}  // namespace shelfcast::control
