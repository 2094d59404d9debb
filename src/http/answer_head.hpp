// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "shelfcast/base/time.hpp"
#include "shelfcast/http/message.hpp"

#include <cstdint>
#include <string>

namespace shelfcast::http {

/// What the Connection header says: nothing, where the version's default is what happens.
enum class Afterwards : std::uint8_t { stays_open, stays_open_for_1_0, closes };

/// Appends status line and headers of an answer, with the ones that are the server's own: Date, X-Request-Id,
/// Content-Length, Connection. A line break in a value becomes a blank, so that no value can add a header.
void write_head(std::string& out, const Response& answer, std::string_view request_id, Afterwards afterwards);

/// "Thu, 20 Nov 2025 14:03:59 GMT"
std::string http_date(Instant at);

/// 1xx, 204 and 304 have none.
bool has_body(int status);

}  // namespace shelfcast::http
