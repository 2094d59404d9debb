// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "sources/mapping.hpp"
#include "sources/table.hpp"

#include <memory_resource>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

namespace shelfcast::sources {

/// A joined table in memory: of each row the columns that the mapping names anywhere.
class Lookup {
 public:
  /// Reads files one after the other; of rows with the same key the first counts.
  static Result<std::unique_ptr<Lookup>> load(const Reading& reading, const Mapping& mapping, const JoinedTable& table,
                                              const std::vector<TableFile>& files);

  [[nodiscard]] const std::vector<std::string>& columns() const { return columns_; }
  [[nodiscard]] const std::vector<std::string>& on() const { return on_; }
  /// The values of the row with this key, in the order of `columns`; null where there is none.
  [[nodiscard]] const std::string_view* find(std::string_view key) const;

  /// What stands between the parts of a key.
  static constexpr char kBetween = '\x1F';

 private:
  explicit Lookup(std::vector<std::string> on) : on_(std::move(on)) {}
  Result<void> read(const Reading& reading, const Mapping& mapping, const JoinedTable& table, const TableFile& file);
  void keep(const Table& from, std::string_view key, const std::vector<At>& values);
  std::string_view copy(std::string_view text);

  std::vector<std::string> on_;
  std::vector<std::string> columns_;
  std::pmr::monotonic_buffer_resource memory_;
  std::pmr::unordered_map<std::string_view, const std::string_view*> rows_{&memory_};
};

}  // namespace shelfcast::sources
