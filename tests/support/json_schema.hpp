// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <nlohmann/json.hpp>

#include <algorithm>
#include <functional>
#include <map>
#include <regex>
#include <stdexcept>
#include <string>

namespace shelfcast::testing {

/// Validates by JSON Schema (2020-12), by as many of its keywords as our schemas use. A keyword that it does not know
/// is an exception, so that nothing is taken as checked that was not.
class JsonSchema {
 public:
  explicit JsonSchema(std::string_view text) : root_(nlohmann::json::parse(text)) {}

  /// Where the value breaks the schema and which keyword says so; empty where it does not.
  [[nodiscard]] std::string fault_of(const nlohmann::json& value) const { return fault(root_, value, ""); }

 private:
  using Json = nlohmann::json;

  [[nodiscard]] std::string fault(const Json& schema, const Json& value, const std::string& place) const {
    for (const auto& [keyword, operand] : schema.items()) {
      if (keyword == "properties") {
        for (const auto& [name, inner] : operand.items()) {
          if (!value.contains(name)) continue;
          if (auto found = fault(inner, value[name], place + "/" + name); !found.empty()) return found;
        }
      } else if (keyword == "$ref") {
        const Json::json_pointer target(operand.get<std::string>().substr(1));
        if (auto found = fault(root_.at(target), value, place); !found.empty()) return found;
      } else if (!kKeywords.at(keyword)(operand, value)) {
        return (place.empty() ? "/" : place) + ": " + keyword;
      }
    }
    return "";
  }

  static bool is_of_type(const Json& type, const Json& value) {
    if (type == "object") return value.is_object();
    if (type == "integer") return value.is_number_integer();
    if (type == "string") return value.is_string();
    throw std::out_of_range("unknown type " + type.dump());
  }
  static bool has_all(const Json& names, const Json& value) {
    return std::ranges::all_of(names, [&](const Json& name) { return value.contains(name.get<std::string>()); });
  }
  static bool matches(const Json& pattern, const Json& value) {
    return !value.is_string() || std::regex_search(value.get<std::string>(), std::regex(pattern.get<std::string>()));
  }
  static bool annotation(const Json& /*operand*/, const Json& /*value*/) { return true; }

  using Check = std::function<bool(const Json& operand, const Json& value)>;
  inline static const std::map<std::string, Check, std::less<>> kKeywords{
      {"$schema", annotation},
      {"$id", annotation},
      {"$defs", annotation},
      {"title", annotation},
      {"description", annotation},
      {"format", annotation},
      {"type", is_of_type},
      {"required", has_all},
      {"pattern", matches},
      {"const", [](const Json& operand, const Json& value) { return value == operand; }},
      {"enum", [](const Json& operand, const Json& value) { return std::ranges::count(operand, value) == 1; }},
      {"minLength", [](const Json& operand, const Json& value) { return value.get<std::string>().size() >= operand; }},
      {"minimum", [](const Json& operand, const Json& value) { return value >= operand; }},
      {"maximum", [](const Json& operand, const Json& value) { return value <= operand; }},
  };

  Json root_;
};

}  // namespace shelfcast::testing
