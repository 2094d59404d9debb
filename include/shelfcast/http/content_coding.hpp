// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string_view>

namespace shelfcast::http {

/// Whether an Accept-Encoding header lets the answer be coded so ("gzip", "br"). Allocates nothing.
bool accepts_coding(std::string_view accept_encoding, std::string_view coding);

}  // namespace shelfcast::http
