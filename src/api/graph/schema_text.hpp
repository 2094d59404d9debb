// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string_view>

namespace shelfcast::api::graph {

/// The schema that /graphql answers by, in GraphQL's own language.
extern const std::string_view kSchema;

}  // namespace shelfcast::api::graph
