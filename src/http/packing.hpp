// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <string_view>

namespace shelfcast::http {

/// Whether an Accept-Encoding header lets the answer be packed with gzip. Allocates nothing.
bool accepts_gzip(std::string_view accept_encoding);

/// What a gzip stream begins with.
std::string_view gzip_head();

/// The text as deflate blocks that end at a byte's end and refer to nothing before them: others may follow, unless it
/// is the last one.
std::string deflated(std::string_view text, bool is_last);

}  // namespace shelfcast::http
