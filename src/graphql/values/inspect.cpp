// SPDX-License-Identifier: Apache-2.0
#include "graphql/values/inspect.hpp"

#include "graphql/values/json_text.hpp"
#include "graphql/values/numbers.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <nlohmann/json.hpp>

namespace shelfcast::graphql {
namespace {

using Json = nlohmann::ordered_json;

constexpr std::size_t kMostItems = 10;
constexpr int kMostDepth = 2;

std::string inspect_at(const Json& value, int depth);

std::string inspect_list(const Json& list, int depth) {
  if (list.empty()) return "[]";
  if (depth >= kMostDepth) return "[Array]";
  std::string out = "[";
  const std::size_t shown = std::min(list.size(), kMostItems);
  for (std::size_t i = 0; i < shown; ++i) out += (i > 0 ? ", " : "") + inspect_at(list[i], depth + 1);
  const std::size_t left = list.size() - shown;
  if (left == 1) out += ", ... 1 more item";
  if (left > 1) out += fmt::format(", ... {} more items", left);
  return out + "]";
}

std::string inspect_object(const Json& object, int depth) {
  if (object.empty()) return "{}";
  if (depth >= kMostDepth) return "[Object]";
  std::string out = "{ ";
  bool first = true;
  for (const auto& [key, value] : object.items()) {
    if (!first) out += ", ";
    first = false;
    out += key + ": " + inspect_at(value, depth + 1);
  }
  return out + " }";
}

std::string inspect_at(const Json& value, int depth) {
  if (value.is_array()) return inspect_list(value, depth);
  if (value.is_object()) return inspect_object(value, depth);
  if (value.is_string()) return json_text(value.get_ref<const std::string&>());
  if (value.is_boolean()) return value.get<bool>() ? "true" : "false";
  if (value.is_number_unsigned()) return number_text(value.get<double>());
  if (value.is_number_integer()) return number_text(value.get<std::int64_t>());
  if (value.is_number()) return number_text(value.get<double>());
  return "null";
}

}  // namespace

std::string inspect(const Json& value) {
  return inspect_at(value, 0);
}

std::string inspect(const Output& value) {
  if (const auto* flag = value.get_if<bool>()) return *flag ? "true" : "false";
  if (const auto* whole = value.get_if<std::int64_t>()) return number_text(*whole);
  if (const auto* number = value.get_if<double>()) return number_text(*number);
  if (const auto* text = value.get_if<std::string_view>()) return json_text(*text);
  if (const auto* text = value.get_if<std::string>()) return json_text(*text);
  if (const auto* raw = value.get_if<Output::Raw>()) return raw->json;
  if (value.get_if<Output::List>()) return "[Array]";
  if (value.get_if<Output::Placed>()) return "[Object]";
  return "null";
}

}  // namespace shelfcast::graphql
