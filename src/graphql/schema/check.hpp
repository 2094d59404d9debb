// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "graphql/schema/types.hpp"

#include <string>
#include <vector>

namespace shelfcast::graphql {

/// Everything about the types that the language forbids.
std::vector<std::string> check_types(const Types& types);

}  // namespace shelfcast::graphql
