// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "shelfcast/predictions/tables.hpp"

#include <cstdint>
#include <map>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace shelfcast::predictions {

enum class Named : std::uint8_t { category, product, seller };

struct FoundName {
  Named kind;
  std::size_t index;  ///< into the cube's categories or products; of a seller its first product's
  bool operator==(const FoundName&) const = default;
};

/// The names and keys of all that a table speaks of, by their words (SQLite FTS5, in memory). Immutable; any thread.
class NameIndex {
 public:
  /// Takes about a second for 100,000 products.
  static Result<std::shared_ptr<const NameIndex>> of(const Table& table);
  virtual ~NameIndex() = default;

  /// What has, for every word of `text`, a word that begins with it, whatever the case and the accents: the best match
  /// first, at most so many, or such of one kind. Nothing where there is no word in it.
  [[nodiscard]] virtual Result<std::vector<FoundName>> find(std::string_view text, std::size_t at_most,
                                                            std::optional<Named> kind = {}) const = 0;
};

/// The index of the table that serves each marketplace: made when it is first asked for. Any thread.
class NameIndexes {
 public:
  struct Indexed {
    TablePtr table;
    std::shared_ptr<const NameIndex> index;
  };
  /// That of this table; while another thread makes it, the last one of an earlier table, where there is one.
  Result<Indexed> of(const TablePtr& table);

 private:
  struct Entry {
    std::mutex making;
    Indexed last;  ///< guarded by using_entries_
  };
  Entry& entry_of(const std::string& marketplace);
  Indexed last_of(const Entry& entry);

  std::mutex using_entries_;
  std::map<std::string, Entry> entries_;  ///< added to, never taken from
};

}  // namespace shelfcast::predictions
