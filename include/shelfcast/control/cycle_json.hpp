// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "shelfcast/base/result.hpp"
#include "shelfcast/domain/cycle.hpp"

#include <nlohmann/json_fwd.hpp>

#include <string_view>

namespace shelfcast::control {

std::string_view name_of(domain::CycleState state);

/// A cycle's report as everyone outside sees it.
nlohmann::ordered_json to_json(const domain::CycleReport& report);
/// The way back, for a command line that asks a server.
Result<domain::CycleReport> report_from_json(const nlohmann::ordered_json& json);

}  // namespace shelfcast::control
