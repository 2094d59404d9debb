// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "shelfcast/graphql/error.hpp"

#include <span>
#include <string>

namespace shelfcast::graphql {

/// Appends `"errors":[...]`.
void append_errors(std::string& out, std::span<const QueryError> errors);

}  // namespace shelfcast::graphql
