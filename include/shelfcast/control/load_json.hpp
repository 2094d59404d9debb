// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "shelfcast/base/result.hpp"
#include "shelfcast/domain/load.hpp"

#include <nlohmann/json_fwd.hpp>

#include <string_view>

namespace shelfcast::control {

std::string_view name_of(domain::LoadState state);
/// A load as everyone outside sees it, and as it is kept.
nlohmann::ordered_json to_json(const domain::Load& load);
/// The way back, for the book of loads and for a command line that asks a server.
Result<domain::Load> load_from_json(const nlohmann::ordered_json& json);

}  // namespace shelfcast::control
