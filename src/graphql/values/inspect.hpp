// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "shelfcast/graphql/output.hpp"

#include <nlohmann/json_fwd.hpp>

#include <string>

namespace shelfcast::graphql {

/// A value as messages show it: shortened where it is long or deep.
std::string inspect(const nlohmann::ordered_json& value);
std::string inspect(const Output& value);

}  // namespace shelfcast::graphql
