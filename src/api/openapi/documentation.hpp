// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "api/endpoints.hpp"

#include <string_view>

namespace shelfcast::api::openapi {

/// Adds those that tell of all of them, themselves included: GET /openapi.json, /problems and /problems/{type}. One
/// that is not documented is a bug: throws.
void add_documentation(Endpoints& endpoints, std::string_view version);

}  // namespace shelfcast::api::openapi
