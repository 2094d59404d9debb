// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "shelfcast/base/result.hpp"
#include "shelfcast/control/dead_letters.hpp"

#include <nlohmann/json_fwd.hpp>

namespace shelfcast::control {

/// A dead letter as everyone outside sees it.
nlohmann::ordered_json to_json(const KeptLetter& kept);
/// The way back, for a command line that asks a server.
Result<KeptLetter> letter_from_json(const nlohmann::ordered_json& json);

}  // namespace shelfcast::control
