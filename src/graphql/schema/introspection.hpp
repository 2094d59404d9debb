// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "graphql/schema/types.hpp"

#include <string>
#include <utility>
#include <vector>

namespace shelfcast::graphql {

/// What resolves the fields of the types of introspection. They read `types`, which must stay where it is.
std::vector<std::pair<std::string, Resolver>> introspection_fields(const Types& types);
/// The same for __schema and __type.
Resolver schema_resolver(const Types& types);
Resolver type_resolver(const Types& types);

}  // namespace shelfcast::graphql
