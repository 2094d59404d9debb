// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string_view>

namespace shelfcast {

/// Whether the bytes are well-formed UTF-8 (no overlong forms, no surrogates).
bool is_utf8(std::string_view bytes);

}  // namespace shelfcast
