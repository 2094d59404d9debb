// SPDX-License-Identifier: Apache-2.0
#include "graphql/language/places.hpp"

#include "graphql/language/characters.hpp"

#include <algorithm>

namespace shelfcast::graphql {

Places::Places(std::string_view text) : text_(text) {
  constexpr std::size_t kStride = 128;
  Mark here{0, 1, 1};
  marks_.push_back(here);
  for (std::size_t at = 0; at < text.size();) {
    const CodePoint point = code_point_at(text, at);
    at += point.bytes;
    here.column += static_cast<std::uint32_t>(point.units());
    here.at = static_cast<std::uint32_t>(at);
    const bool ends_line = point.value == '\n' || (point.value == '\r' && text.substr(at, 1) != "\n");
    if (ends_line) here = {here.at, here.line + 1, 1};
    if (ends_line || at - marks_.back().at >= kStride) marks_.push_back(here);
  }
}

Location Places::of(std::uint32_t at) const {
  const Mark mark = *std::prev(std::ranges::upper_bound(marks_, at, {}, &Mark::at));
  Location found{mark.line, mark.column};
  for (std::size_t next = mark.at; next < at && next < text_.size();) {
    const CodePoint point = code_point_at(text_, next);
    next += point.bytes;
    found.column += static_cast<std::uint32_t>(point.units());
  }
  return found;
}

}  // namespace shelfcast::graphql
