// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <span>
#include <string_view>

namespace shelfcast::api::openapi {

/// The last word of a problem's `type`, and what it means to whoever got it.
struct ProblemType {
  std::string_view name;
  std::string_view meaning;
};

/// Every one that this server gives, by name.
std::span<const ProblemType> problem_types();

}  // namespace shelfcast::api::openapi
