// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <string_view>

namespace shelfcast::http {

/// 1 to 64 letters, digits, '.', '_' or '-': safe in a header, a log line and a JSON text.
bool is_request_id(std::string_view text);

/// 16 hexadecimal digits, not given before by this process and hardly by another. Any thread.
std::string new_request_id();

}  // namespace shelfcast::http
