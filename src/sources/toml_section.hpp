// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "shelfcast/base/result.hpp"

#include <toml++/toml.h>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

namespace shelfcast::sources {

/// A table of a TOML file, read key by key. The first thing that is wrong with any section of a file is kept, with its
/// place; a key that nobody asked for is wrong, and the nearest of those asked for is named.
///
/// Calls:   (text | texts | flag | section...)* finish
class TomlSection {
 public:
  /// What went wrong first in a file; shared by all its sections.
  struct Problem {
    std::string file;
    std::optional<Error> first;
  };

  TomlSection(const toml::table& table, Problem& problem) : table_(table), problem_(problem) {}

  std::optional<std::string> text(std::string_view key);
  std::string required_text(std::string_view key);
  std::vector<std::string> texts(std::string_view key);  ///< one text or a list of them
  bool flag(std::string_view key);
  std::optional<std::string> number(std::string_view key);  ///< as it is written
  /// The table under a key, one given in place included; nullopt where there is none.
  std::optional<TomlSection> section(std::string_view key);
  /// One table or a list of them.
  std::vector<TomlSection> sections(std::string_view key);
  /// Every key of this table with its table.
  std::vector<std::pair<std::string, TomlSection>> named_sections();

  bool has(std::string_view key) { return find(key) != nullptr; }
  [[nodiscard]] bool is_text(std::string_view key) const { return table_[key].is_string(); }
  void refuse(std::string_view key, std::string sentence);
  /// Refuses the keys that nobody asked for.
  void finish();

 private:
  const toml::node* find(std::string_view key);
  void refuse_at(const toml::node* node, std::string sentence);

  const toml::table& table_;
  Problem& problem_;
  std::set<std::string, std::less<>> asked_;
};

}  // namespace shelfcast::sources
