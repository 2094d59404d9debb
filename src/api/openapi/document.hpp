// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "api/endpoints.hpp"

#include <span>
#include <string>
#include <string_view>

namespace shelfcast::api::openapi {

/// The OpenAPI 3.1 document of these endpoints. One without a summary, a tag or an answer, or with a shape that nobody
/// knows, is a bug: throws.
std::string document(std::span<const Endpoint> endpoints, std::string_view version);

}  // namespace shelfcast::api::openapi
