// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "api/endpoints.hpp"

namespace shelfcast::api::openapi {

/// What the `type` of a problem leads to: GET /problems, and one type alone.
Endpoints problem_endpoints();

}  // namespace shelfcast::api::openapi
