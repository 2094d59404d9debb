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

/// Whether a header is written by `write_head` itself: an answer's own of that name is not sent.
bool is_servers_own(std::string_view name);
/// "name: value", ended by CR LF.
void write_field(std::string& out, std::string_view name, std::string_view value);
/// Appends the text with blanks for line breaks and NULs.
void append_line(std::string& out, std::string_view value);
/// The current second, as `http_date`. Valid until the next call on this thread.
std::string_view date_of_now();

/// "Thu, 20 Nov 2025 14:03:59 GMT"
std::string http_date(Instant at);

/// 1xx, 204 and 304 have none.
bool has_body(int status);

}  // namespace shelfcast::http
