// SPDX-License-Identifier: Apache-2.0
#include "sources/toml_section.hpp"

#include "shelfcast/base/nearest.hpp"

#include <fmt/format.h>

#include <utility>

namespace shelfcast::sources {

const toml::node* TomlSection::find(std::string_view key) {
  asked_.emplace(key);
  return table_.get(key);
}

void TomlSection::refuse_at(const toml::node* node, std::string sentence) {
  const auto& where = node == nullptr ? table_.source() : node->source();
  if (!problem_.first) {
    problem_.first = Error{Code::config, fmt::format("{}:{}", problem_.file, where.begin.line), std::move(sentence)};
  }
}

void TomlSection::refuse(std::string_view key, std::string sentence) {
  refuse_at(table_.get(key), std::move(sentence));
}

std::optional<std::string> TomlSection::text(std::string_view key) {
  const auto* node = find(key);
  if (node == nullptr) return std::nullopt;
  const auto* value = node->as_string();
  if (value == nullptr) refuse_at(node, fmt::format("'{}' must be a text", key));
  return value == nullptr ? std::nullopt : std::optional(value->get());
}

std::string TomlSection::required_text(std::string_view key) {
  if (find(key) == nullptr) refuse_at(nullptr, fmt::format("'{}' is missing", key));
  return text(key).value_or("");
}

std::vector<std::string> TomlSection::texts(std::string_view key) {
  const auto* node = find(key);
  if (node == nullptr) return {};
  if (const auto* one = node->as_string()) return {one->get()};
  std::vector<std::string> all;
  const auto* list = node->as_array();
  for (std::size_t i = 0; list != nullptr && i < list->size(); ++i) {
    if (const auto* item = (*list)[i].as_string()) all.push_back(item->get());
  }
  if (list == nullptr || list->empty() || all.size() != list->size()) {
    refuse_at(node, fmt::format("'{}' must be a text or a list of texts", key));
  }
  return all;
}

bool TomlSection::flag(std::string_view key) {
  const auto* node = find(key);
  if (node == nullptr) return false;
  const auto* value = node->as_boolean();
  if (value == nullptr) refuse_at(node, fmt::format("'{}' must be true or false", key));
  return value != nullptr && value->get();
}

std::optional<std::string> TomlSection::number(std::string_view key) {
  const auto* node = find(key);
  if (node == nullptr) return std::nullopt;
  if (const auto* whole = node->as_integer()) return std::to_string(whole->get());
  if (const auto* real = node->as_floating_point()) return fmt::format("{:.6f}", real->get());
  refuse_at(node, fmt::format("'{}' must be a number", key));
  return std::nullopt;
}

std::optional<TomlSection> TomlSection::section(std::string_view key) {
  const auto* node = find(key);
  if (node == nullptr) return std::nullopt;
  if (const auto* table = node->as_table()) return TomlSection(*table, problem_);
  refuse_at(node, fmt::format("'{}' must be a table", key));
  return std::nullopt;
}

std::vector<TomlSection> TomlSection::sections(std::string_view key) {
  std::vector<TomlSection> all;
  const auto* node = find(key);
  if (node == nullptr) return all;
  if (const auto* one = node->as_table()) all.emplace_back(*one, problem_);
  const auto* list = node->as_array();
  for (std::size_t i = 0; list != nullptr && i < list->size(); ++i) {
    if (const auto* table = (*list)[i].as_table()) all.emplace_back(*table, problem_);
  }
  const std::size_t wanted = list == nullptr ? 1 : list->size();
  if (all.size() != wanted) refuse_at(node, fmt::format("'{}' must be a table or a list of tables", key));
  return all;
}

std::vector<std::pair<std::string, TomlSection>> TomlSection::named_sections() {
  std::vector<std::pair<std::string, TomlSection>> all;
  for (const auto& [key, node] : table_) {
    if (auto found = section(key.str())) all.emplace_back(std::string(key.str()), std::move(*found));
  }
  return all;
}

void TomlSection::finish() {
  const std::vector<std::string_view> known(asked_.begin(), asked_.end());
  for (const auto& [key, node] : table_) {
    if (asked_.contains(key.str())) continue;
    const std::string nearest = nearest_name(key.str(), known);
    refuse_at(&node, fmt::format("there is no key '{}' here{}", key.str(),
                                 nearest.empty() ? "" : fmt::format("; did you mean '{}'?", nearest)));
  }
}

}  // namespace shelfcast::sources
