// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>

namespace shelfcast::graphql {

/// What every schema has without saying so: scalars, directives and the types of introspection.
std::string builtin_types();

}  // namespace shelfcast::graphql
