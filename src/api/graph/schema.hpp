// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "shelfcast/graphql/limits.hpp"
#include "shelfcast/graphql/schema.hpp"

namespace shelfcast::api::graph {

/// What /graphql answers by. The context of its requests is an `Asking`.
graphql::Schema schema();

/// What the fields cost that read more than the table that serves.
graphql::CostOf costs();

}  // namespace shelfcast::api::graph
