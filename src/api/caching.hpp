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

/// RFC 8288 links to the first, previous, next and last page of the same table, relative to the path asked.
std::string page_links(const Question& question, const Choice& choice, std::size_t total);
/// The same links with the path, for callers that do not resolve references.
std::string rooted(std::string_view links, std::string_view path);

}  // namespace shelfcast::api
