// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "api/choice.hpp"

#include <string>
#include <string_view>

namespace shelfcast::api {

/// Whether the caller already holds the answer with this ETag.
bool holds(const http::Request& request, std::string_view etag);

/// ETag, Cache-Control and what made the numbers; the same on a 200 and on its 304.
void set_provenance(http::Response& response, const Choice& choice, std::string_view etag, Instant now);

/// RFC 8288 links to the first, previous, next and last page of the same table.
std::string page_links(std::string_view path, const Question& question, const Choice& choice, std::size_t total);

}  // namespace shelfcast::api
