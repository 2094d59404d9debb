// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "sources/line_numbers.hpp"
#include "sources/lookup.hpp"
#include "sources/mapping.hpp"
#include "sources/table.hpp"

#include <deque>
#include <map>
#include <memory>
#include <set>
#include <string>
#include <string_view>
#include <vector>

namespace shelfcast::sources {

/// The marketplaces that files were seen to hold, bounded: to say which there are where the one asked for is not.
struct Marketplaces {
  std::set<std::string, std::less<>> others;
  bool found = false;
};

/// The rows of one file as a view of the mapping sees them: wide columns turned to rows, joined, made, filtered, and
/// only those of the marketplace.
///
/// Calls:   open (next (field cells)* table().complete?)*
class MappedRows {
 public:
  using Lookups = std::map<std::string, std::unique_ptr<Lookup>, std::less<>>;
  struct Origin {
    const Reading& reading;
    const View& view;
    const Lookups& lookups;
    Marketplaces& marketplaces;
  };
  static Result<std::unique_ptr<MappedRows>> open(const Origin& origin, const TableFile& file);
  MappedRows(const MappedRows&) = delete;
  MappedRows& operator=(const MappedRows&) = delete;

  /// Where a field's text is found in the table's present row; nowhere where the mapping does not give it.
  [[nodiscard]] At field(std::string_view name) const;
  [[nodiscard]] At column(std::string_view name) const;
  /// The next row that counts. False at the end of the file.
  Result<bool> next();
  [[nodiscard]] bool meets(const Condition& condition);
  /// Numbers rows within the order that this column names, those that do not count included: a filter that changes does
  /// not give the others new numbers. To be called before `next`.
  void number_within(At order) { numbered_ = order; }
  [[nodiscard]] std::uint32_t number() const { return number_; }
  [[nodiscard]] Table& table() { return *table_; }

 private:
  struct Joined {
    const Lookup* lookup;
    std::vector<At> key;
    std::vector<At> values;
  };
  struct Made {
    const Value* value;
    At from;
    At divisor;
    At at;
    std::string text;
  };

  explicit MappedRows(const Origin& origin) : origin_(origin) {}
  Result<void> bind(const TableFile& file);
  Result<void> bind_across(const TableFile& file);
  Result<void> bind_joins();
  Result<void> bind_fields();
  Result<At> bind_column(const std::string& name);
  [[nodiscard]] std::unexpected<Error> missing(const std::string& column) const;
  Result<bool> next_cell();
  void join();
  void make();
  void divide(Made& made);
  bool is_of_marketplace();
  bool is_wanted();

  Origin origin_;
  std::vector<Column> columns_;
  Schema schema_{};
  std::optional<Table> table_;
  std::string place_;
  std::map<std::string, At, std::less<>> by_name_;
  std::map<std::string, At, std::less<>> fields_;
  std::vector<At> wide_;
  std::size_t next_wide_ = 0;
  At across_name_ = At::nowhere;
  At across_value_ = At::nowhere;
  std::vector<Joined> joined_;
  std::deque<Made> made_;
  At marketplace_ = At::nowhere;
  At numbered_ = At::nowhere;
  LineNumbers numbers_;
  std::uint32_t number_ = 0;
  std::string key_;
};

}  // namespace shelfcast::sources
