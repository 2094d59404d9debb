// SPDX-License-Identifier: Apache-2.0
#include "api/json_text.hpp"

#include "shelfcast/base/whole_number.hpp"

#include <fmt/format.h>

namespace shelfcast::api {
namespace {

constexpr std::array<bool, 256> plain_bytes() {
  std::array<bool, 256> plain{};
  for (std::size_t c = 0x20; c < plain.size(); ++c) plain[c] = c != '"' && c != '\\';
  return plain;
}
constexpr auto kPlain = plain_bytes();

}  // namespace

std::size_t plain_in_front(std::string_view text) {
  std::size_t size = 0;
  while (size < text.size() && kPlain[static_cast<unsigned char>(text[size])]) ++size;
  return size;
}

std::string escape_of(char c) {
  if (c == '"' || c == '\\') return {'\\', c};
  return fmt::format("\\u{:04x}", static_cast<unsigned>(c));
}

void put_outside_id(std::string& json, std::string_view id) {
  if (is_whole_number(id)) {
    json += id;
  } else {
    put_string(json, id);
  }
}

}  // namespace shelfcast::api
