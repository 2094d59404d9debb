// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "api/choice.hpp"

#include <nlohmann/json.hpp>

#include <expected>
#include <string>
#include <string_view>

namespace shelfcast::api {

/// Whether the caller already holds the answer with this ETag.
bool holds(const http::Request& request, std::string_view etag);

/// What tells one text from others: of an answer, or of all that it hangs on.
std::string etag_of(std::string_view text);

/// How long an answer may be kept: until its question may get another one.
std::int64_t seconds_left(const Choice& choice, Instant now);

/// ETag, Cache-Control and what made the numbers; the same on a 200 and on its 304.
void set_provenance(http::Response& response, const Choice& choice, const domain::Receipt& receipt,
                    std::string_view etag, Instant now);
/// Such an answer, its ETag made of what it says; a 304 where the caller has it.
http::Response kept_answer(const http::Request& request, const Choice& choice, const domain::Receipt& receipt,
                           std::string json, Instant now);
/// What a question is answered from a table, before it is known who takes it: REST or GraphQL.
struct TableAnswer {
  Choice choice;
  nlohmann::ordered_json json;
};
http::Response table_answer(const Services& services, const http::Request& request,
                            const std::expected<TableAnswer, Refusal>& answer);
/// Of an answer that holds for a second and has no ETag: the table's does not speak of what it adds.
void set_live_provenance(http::Response& response, const domain::Receipt& receipt);

/// RFC 8288 links to the first, previous, next and last page of the same table, relative to the path asked.
std::string page_links(const Question& question, const Choice& choice, std::size_t total);
/// The same links with the path, for callers that do not resolve references.
std::string rooted(std::string_view links, std::string_view path);

}  // namespace shelfcast::api
