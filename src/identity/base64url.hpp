// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace shelfcast::identity {

std::string base64url(std::string_view bytes);

/// Strict, so that a text stands for one sequence of bytes and no other does: no padding, no blanks, no bits left over.
std::optional<std::string> from_base64url(std::string_view text);

}  // namespace shelfcast::identity
