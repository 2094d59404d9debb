// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <string_view>

namespace shelfcast::graphql {

/// Appends a text of UTF-8 as JSON writes it, in quotes.
void append_json(std::string& out, std::string_view text);
std::string json_text(std::string_view text);

}  // namespace shelfcast::graphql
