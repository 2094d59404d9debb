// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "graphql/execution/operation.hpp"
#include "shelfcast/graphql/execute.hpp"

namespace shelfcast::graphql {

/// Executes an operation whose variables are read.
Response run(const Query& query, const Chosen& chosen, Object parent, Object context);

}  // namespace shelfcast::graphql
