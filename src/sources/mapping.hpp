// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "shelfcast/base/money.hpp"
#include "shelfcast/domain/catalogue.hpp"
#include "sources/dialect.hpp"

#include <map>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

namespace shelfcast::sources {

/// What a field is made of: a column as it stands, or with one of the changes below.
struct Value {
  std::string column;
  std::optional<std::string> constant;  ///< instead of a column
  std::size_t first = 0;                ///< only so many characters of it
  bool upper = false;
  std::string otherwise;   ///< where the cell is empty
  std::string divided_by;  ///< another column

  [[nodiscard]] bool is_plain() const {
    return !constant && first == 0 && !upper && otherwise.empty() && divided_by.empty();
  }
};

/// What a cell must be for its row to count.
struct Condition {
  std::string column;
  std::vector<std::string> is;    ///< one of these
  std::vector<std::string> like;  ///< fits one of these patterns (pattern.hpp)
  std::optional<Micro> above;
  bool negated = false;
};

/// Columns that are rows in truth: the text of each one's header becomes column `name`, its cell column `value`.
struct Across {
  std::string columns;  ///< a pattern of header texts
  std::string name;
  std::string value;
  bool keeps_zeros = false;  ///< an empty cell is no row, and a zero neither, but where this is set
};

/// Rows of some files, and what their fields are made of.
struct View {
  std::vector<std::string> files;  ///< patterns of file names
  std::optional<Across> across;
  std::vector<std::string> join;  ///< names of tables, whose columns each row gets
  std::vector<Condition> where;
  std::vector<std::string> marks;  ///< columns that say more of a row than its fields do
  std::map<std::string, Value, std::less<>> fields;
  std::string only;  ///< a pattern of marketplaces that this is about; empty: all

  [[nodiscard]] bool has(std::string_view field) const { return fields.contains(field); }
};

/// A table that rows are joined with: the first row of each key counts.
struct JoinedTable {
  std::vector<std::string> files;
  std::vector<std::string> key;  ///< its columns
  std::vector<std::string> on;   ///< the columns of the rows that are joined with it
  std::string marketplace;       ///< a column: only this marketplace's rows are kept
};

struct SalesView {
  View view;
  bool negative_is_return = false;     ///< a quantity below zero is a return, counted on its own day
  std::optional<Condition> returned;   ///< rows that are such returns, whatever the sign of their quantity
  std::optional<Condition> cancelled;  ///< rows that count nothing
};

struct PricesView {
  View view;
  bool changes_only = false;  ///< rows that repeat the price of the product's row before are not told
};

struct StockView {
  View view;
  Condition out;  ///< rows of products that were out of stock
  bool changes_only = false;
};

/// How a foreign layout is to be read. config/mappings/README.md explains the language.
struct Mapping {
  std::string name;
  std::string digest;
  domain::Marketplace marketplace;  ///< its settings; key and name are those asked for
  Format format;
  std::map<std::string, JoinedTable, std::less<>> tables;
  std::vector<SalesView> sales;
  std::vector<PricesView> prices;
  std::vector<View> holidays;
  std::vector<StockView> stock;
  std::vector<View> months;
  std::set<std::string, std::less<>> columns;  ///< every column named anywhere
};

/// Reads the text of a mapping; `file` is for places. `config` failure with file, line and the nearest known key.
Result<Mapping> parse_mapping(std::string_view text, const std::string& file);

/// A shipped mapping by its name, else the file of that path. `not_found` names the shipped ones.
Result<Mapping> find_mapping(const std::string& name_or_path);

struct ShippedMapping {
  std::string_view name;
  std::string_view text;
};
std::span<const ShippedMapping> shipped_mappings();

}  // namespace shelfcast::sources
