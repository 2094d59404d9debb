// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "sources/byte_stream.hpp"

#include <optional>
#include <string_view>

namespace shelfcast::sources {

/// Latin-1 is read as the Windows-1252 that it nearly always is.
enum class Encoding : std::uint8_t { utf8, windows_1252, utf16_le, utf16_be };

/// As mappings write it: "utf-8", "windows-1252", "latin-1", "utf-16le", "utf-16be".
std::optional<Encoding> encoding_named(std::string_view name);
std::string_view name_of(Encoding encoding);

/// By the byte order mark; else by the zero bytes of UTF-16; else Windows-1252 where more bytes beyond ASCII make no
/// UTF-8 than do: one damaged byte of a UTF-8 file stays what it is.
Encoding detect_encoding(std::string_view first_bytes);

/// The same text as UTF-8, without a byte order mark.
std::unique_ptr<ByteStream> as_utf8(Encoding encoding, std::unique_ptr<ByteStream> bytes);

}  // namespace shelfcast::sources
