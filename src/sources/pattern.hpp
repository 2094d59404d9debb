// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string_view>

namespace shelfcast::sources {

/// Whether all of `text` fits: '*' is anything, '?' one character, '#' one digit, '@' one letter from a to z or A to Z,
/// anything else itself.
bool fits(std::string_view text, std::string_view pattern);

}  // namespace shelfcast::sources
