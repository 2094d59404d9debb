// SPDX-License-Identifier: Apache-2.0
#include "telemetry/log_line.hpp"

#include <fmt/format.h>
#include <algorithm>
#include <cmath>
#include <nlohmann/json.hpp>

namespace shelfcast::telemetry {

namespace {

// Bytes from outside reach fields: what is not UTF-8 is replaced, so that a line is always JSON.
std::string quoted(std::string_view text) {
  return nlohmann::json(text).dump(-1, ' ', false, nlohmann::json::error_handler_t::replace);
}

std::string json_value(const Field& field) {
  return std::visit(
      [](const auto& value) -> std::string {
        if constexpr (std::is_same_v<std::decay_t<decltype(value)>, std::string_view>) {
          return quoted(value);
        } else if constexpr (std::is_same_v<std::decay_t<decltype(value)>, double>) {
          // Six digits are more than anybody reads; JSON knows no infinity.
          return std::isfinite(value) ? fmt::format("{:.6g}", value) : "null";
        } else {
          return nlohmann::json(value).dump();
        }
      },
      field.value);
}

bool is_plain_word(std::string_view text) {
  const auto plain = [](char c) { return c > ' ' && c < '\x7f' && c != '"' && c != '\\' && c != '='; };
  return !text.empty() && std::ranges::all_of(text, plain);
}

}  // namespace

std::string json_members(std::string_view message, std::span<const Field> fields) {
  std::string line = "\"msg\":" + quoted(message);
  for (const Field& field : fields) line += fmt::format(",{}:{}", quoted(field.key), json_value(field));
  return line;
}

std::string text_line(std::string_view message, std::span<const Field> fields) {
  std::string line(message);
  for (const Field& field : fields) {
    const auto* text = std::get_if<std::string_view>(&field.value);
    const bool bare = text != nullptr && is_plain_word(*text);
    line += fmt::format(" {}={}", field.key, bare ? std::string(*text) : json_value(field));
  }
  return line;
}

}  // namespace shelfcast::telemetry
