// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "shelfcast/base/bytes.hpp"
#include "shelfcast/sources/source.hpp"

#include <optional>
#include <string>
#include <string_view>

namespace shelfcast::sources {

/// How this room writes down, in its own records, what a source may tell.
void put_moment(std::string& out, const Moment& moment);
Moment read_moment(ByteReader& bytes);

/// A flag, and the value behind it where there is one.
template <class Value, class Put>
void put_optional(std::string& out, const std::optional<Value>& value, const Put& put) {
  put_varint(out, value ? 1 : 0);
  if (value) put(out, *value);
}
template <class Read>
auto read_optional(ByteReader& bytes, const Read& read) -> std::optional<decltype(read(bytes))> {
  if (bytes.varint() != 1) return std::nullopt;
  return read(bytes);
}
Minor read_minor(ByteReader& bytes);

std::string encode(const RawLine& line);
/// Its texts are those of `bytes`; nullopt where these are no line.
std::optional<RawLine> decode_line(std::string_view bytes);

}  // namespace shelfcast::sources
