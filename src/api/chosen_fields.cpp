// SPDX-License-Identifier: Apache-2.0
#include "api/chosen_fields.hpp"

#include "api/question.hpp"
#include "shelfcast/base/words.hpp"

#include <fmt/ranges.h>

#include <algorithm>

namespace shelfcast::api {
namespace {

bool is_among(std::string_view names, std::string_view name) {
  while (!names.empty())
    if (next_part(names, ',') == name) return true;
  return false;
}

std::size_t end_of_string(std::string_view json, std::size_t quote) {
  std::size_t at = quote + 1;
  while (json[at] != '"') at += json[at] == '\\' ? 2 : 1;
  return at + 1;
}

/// Where a member's value ends: before the comma or bracket that follows.
std::size_t end_of_value(std::string_view json, std::size_t at) {
  for (int depth = 0;;) {
    const char c = json[at];
    if (depth == 0 && (c == ',' || c == '}')) return at;
    if (c == '{' || c == '[') ++depth;
    if (c == '}' || c == ']') --depth;
    at = c == '"' ? end_of_string(json, at) : at + 1;
  }
}

}  // namespace

std::vector<http::FieldError> choose_fields(std::string& names, std::span<const std::string_view> columns) {
  std::vector<http::FieldError> errors;
  for (std::string_view rest = names; !rest.empty();) {
    const auto name = next_part(rest, ',');
    if (std::ranges::find(columns, name) == columns.end()) errors.push_back(unknown_field(name, columns));
  }
  if (errors.empty() && !names.empty()) names = fmt::format("{}", fmt::join(columns_chosen(names, columns), ","));
  return errors;
}

std::vector<std::string_view> columns_chosen(std::string_view names, std::span<const std::string_view> columns) {
  std::vector<std::string_view> chosen;
  std::ranges::copy_if(columns, std::back_inserter(chosen),
                       [&](std::string_view column) { return names.empty() || is_among(names, column); });
  return chosen;
}

std::string only_members(std::string_view array, std::span<const std::string_view> names) {
  std::string kept;
  for (std::size_t at = 0; at < array.size();) {
    if (array[at] != '"') {
      // A comma after a member is written with the member that follows.
      const bool is_between_members = array[at] == ',' && at + 1 < array.size() && array[at + 1] == '"';
      if (!is_between_members) kept += array[at];
      ++at;
      continue;
    }
    const std::size_t colon = end_of_string(array, at);
    const std::size_t end = end_of_value(array, colon + 1);
    if (std::ranges::find(names, array.substr(at + 1, colon - at - 2)) != names.end()) {
      if (!kept.ends_with('{')) kept += ',';
      kept += array.substr(at, end - at);
    }
    at = end;
  }
  return kept;
}

}  // namespace shelfcast::api
