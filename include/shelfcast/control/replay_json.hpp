// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "shelfcast/base/result.hpp"
#include "shelfcast/domain/replay.hpp"

#include <nlohmann/json_fwd.hpp>

namespace shelfcast::control {

/// A replay as it is shown and sent: the same on the socket and with --json.
nlohmann::ordered_json to_json(const domain::Replay& replay);
Result<domain::Replay> replay_from_json(const nlohmann::ordered_json& json);

}  // namespace shelfcast::control
