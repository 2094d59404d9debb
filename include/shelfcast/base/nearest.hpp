// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <span>
#include <string>
#include <string_view>

namespace shelfcast {

/// The name in `known` that `wrong` was most likely meant to be, or "" where none is near.
std::string nearest_name(std::string_view wrong, std::span<const std::string_view> known);

}  // namespace shelfcast
