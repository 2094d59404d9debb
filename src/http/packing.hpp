// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <string_view>

namespace shelfcast::http {

/// What a gzip stream begins with.
std::string_view gzip_head();

/// The text as deflate blocks that end at a byte's end and refer to nothing before them: others may follow, unless it
/// is the last one.
std::string deflated(std::string_view text, bool is_last);

}  // namespace shelfcast::http
