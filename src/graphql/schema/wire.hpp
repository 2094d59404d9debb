// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "graphql/schema/types.hpp"

#include <string>
#include <vector>

namespace shelfcast::graphql {

/// Attaches what resolves the types; says what is missing, and what there is no place for.
std::vector<std::string> wire(Types& types, Wiring wiring);

}  // namespace shelfcast::graphql
