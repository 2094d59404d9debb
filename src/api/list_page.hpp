// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "api/endpoints.hpp"
#include "api/question.hpp"

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>

namespace shelfcast::api {

/// What is asked of a list that tells the latest first: so many, after the one that the page before named as `next`.
template <class Cursor>
struct Part {
  std::optional<Cursor> after;
  std::size_t limit = 20;
};

constexpr std::string_view kCursorSentence = "must be the cursor of a page's 'next'";

inline bool read_cursor(std::string_view text, std::optional<std::string>& cursor) {
  return !cursor.emplace(text).empty();
}
inline bool read_cursor(std::string_view text, std::optional<std::int64_t>& row) {
  const auto id = parse_count(text, 1, kLargestRowId);
  if (id) row = static_cast<std::int64_t>(*id);
  return id.has_value();
}

template <class Cursor>
inline constexpr Rule kCursorRule{kCursorSentence};
template <>
inline constexpr Rule kCursorRule<std::int64_t> = whole_number(1, kLargestRowId, kCursorSentence);

template <class Cursor>
inline constexpr std::array<Parameter<Part<Cursor>>, 2> kPartParameters{{
    {"after", [](auto text, auto& part) { return read_cursor(text, part.after); }, kCursorRule<Cursor>},
    {"limit", [](auto text, auto& part) { return assign(parse_count(text, 1, 100), part.limit); },
     whole_number(1, 100)},
}};

/// `{"<name>": [...], "next": cursor or null}`. `list(after, count)` finds what has an `id`, which is its cursor.
template <class Cursor, class List, class Show>
http::Response list_page(const http::Request& request, std::string_view name, List list, Show show) {
  using Json = nlohmann::ordered_json;
  Part<Cursor> part;
  auto errors = read_parameters<Part<Cursor>>(request.query, kPartParameters<Cursor>, part);
  if (!errors.empty()) return answer_of(bad_fields(400, std::move(errors)), request);
  auto found = list(part.after, part.limit + 1);  // one more tells whether there is a next page
  if (!found) return answer_of(refusal_of(found.error()), request);
  const bool more = found->size() > part.limit;
  if (more) found->resize(part.limit);
  Json things = Json::array();
  for (const auto& thing : *found) things.push_back(show(thing));
  const std::string next = more ? fmt::to_string(found->back().id) : std::string();
  Json page{{name, std::move(things)}, {"next", more ? Json(next) : Json()}};
  auto response = fresh_answer(200, page);
  if (more)
    response.headers.set(
        "Link", fmt::format(R"(<{}?after={}&limit={}>; rel="next")", request.path, percent_encoded(next), part.limit));
  return response;
}

}  // namespace shelfcast::api
