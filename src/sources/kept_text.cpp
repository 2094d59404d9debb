// SPDX-License-Identifier: Apache-2.0
#include "sources/kept_text.hpp"

#include "shelfcast/base/utf8.hpp"

#include <fmt/format.h>

namespace shelfcast::sources {
namespace {

constexpr std::size_t kLongestKeptRow = 2000;

}  // namespace

std::string presentable(std::string_view text) {
  std::string_view part = text.substr(0, kLongestKeptRow);
  while (part.size() < text.size() && !part.empty() &&
         (static_cast<unsigned char>(text[part.size()]) & 0xC0U) == 0x80U) {
    part.remove_suffix(1);
  }
  if (is_utf8(part)) return std::string(part);
  std::string shown;
  for (const char c : part) {
    const auto byte = static_cast<unsigned char>(c);
    byte < 0x80 ? shown += c : shown += fmt::format("\\x{:02x}", byte);
  }
  return shown;
}

std::string quoted_if_needed(std::string_view field) {
  if (field.find_first_of(",\"\r\n") == std::string_view::npos) return std::string(field);
  std::string quoted = "\"";
  for (const char c : field) quoted += c == '"' ? std::string("\"\"") : std::string(1, c);
  return quoted + '"';
}

}  // namespace shelfcast::sources
