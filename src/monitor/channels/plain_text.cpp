// SPDX-License-Identifier: Apache-2.0
#include "monitor/channels/plain_text.hpp"

#include <algorithm>

namespace shelfcast::monitor {
namespace {

constexpr bool begins_character(char c) {
  return (static_cast<unsigned char>(c) & 0xC0U) != 0x80U;
}

std::string_view slack_entity(char c) {
  switch (c) {
    case '&':
      return "&amp;";
    case '<':
      return "&lt;";
    case '>':
      return "&gt;";
    default:
      return {};
  }
}

std::string_view html_entity(char c) {
  if (c == '"') return "&quot;";
  if (c == '\'') return "&#39;";
  return slack_entity(c);
}

std::string escaped(std::string_view text, std::string_view (*entity)(char)) {
  std::string safe;
  safe.reserve(text.size());
  for (const char c : text) {
    const auto instead = entity(c);
    instead.empty() ? safe += c : safe += instead;
  }
  return safe;
}

}  // namespace

std::string one_line(std::string_view text) {
  std::string line(text);
  const auto is_control = [](char c) { return static_cast<unsigned char>(c) < 0x20 || c == 0x7F; };
  std::ranges::replace_if(line, is_control, ' ');
  return line;
}

std::size_t size_of_first(std::string_view text) {
  std::size_t size = 1;
  while (size < text.size() && !begins_character(text[size])) ++size;
  return size;
}

std::string cut_to(std::string_view text, std::size_t at_most) {
  if (static_cast<std::size_t>(std::ranges::count_if(text, begins_character)) <= at_most) return std::string(text);
  std::size_t size = 0;
  for (std::size_t kept = 0; kept + 1 < at_most; ++kept) size += size_of_first(text.substr(size));
  return std::string(text.substr(0, size)).append("…");
}

std::string html_escaped(std::string_view text) {
  return escaped(text, html_entity);
}

std::string slack_escaped(std::string_view text) {
  return escaped(text, slack_entity);
}

}  // namespace shelfcast::monitor
