// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "api/refusal.hpp"

#include <expected>
#include <optional>
#include <span>
#include <string>
#include <string_view>

namespace shelfcast::api {

/// Which of these media types the caller likes best, the first where it is all the same; nothing where it takes none.
std::optional<std::size_t> most_liked(const http::Request& request, std::span<const std::string_view> types);

/// What rows can be written as.
enum class Format { json, csv, ndjson };

/// The one that the caller likes best of those; a 406 where it takes none.
std::expected<Format, Refusal> format_asked(const http::Request& request);

std::string_view content_type_of(Format format);
std::span<const std::string_view> every_format();

/// A JSON array of flat objects as lines: CSV with these columns and a header, or one object a line.
std::string lines_of(std::string_view json_array, Format format, std::span<const std::string_view> columns);

}  // namespace shelfcast::api
