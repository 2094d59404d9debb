// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "shelfcast/base/lru_cache.hpp"
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

/// The indexes of the table that serves each marketplace and of the one before or after it: made when they are first
/// asked for. Any thread.
class NameIndexes {
 public:
  Result<std::shared_ptr<const NameIndex>> of(const Table& table);

 private:
  using Kept = std::shared_ptr<const NameIndex>;
  static constexpr std::size_t kTables = 2;
  Kept kept_of(const Table& table);

  std::mutex making_;                                          // one at a time, by who wants it first
  std::mutex using_kept_;                                      // guards what follows
  std::map<std::string, LruCache<std::uint64_t, Kept>> kept_;  ///< of each marketplace, by the table's digest
};

}  // namespace shelfcast::predictions
