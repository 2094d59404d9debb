// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string_view>

namespace shelfcast::http {

/// Whether two header names, or two words of a header's value, are one: ASCII letters count without regard to case.
bool same_name(std::string_view one, std::string_view other);

}  // namespace shelfcast::http
