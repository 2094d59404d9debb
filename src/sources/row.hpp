// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "shelfcast/sources/source.hpp"
#include "sources/records.hpp"
#include "sources/schema.hpp"

#include <optional>
#include <span>
#include <string>
#include <string_view>

namespace shelfcast::sources {

/// One row of a table, whatever it came from: its cells as text, in the order of the schema's columns, "" where there
/// is none. A cell that cannot be read gives a zero and spoils the row; the first such cell is its fault.
class Row {
 public:
  /// The cells must outlive the row.
  Row(const Schema& schema, std::span<const std::string_view> cells) : schema_(schema), cells_(cells) {}

  /// A column's place, for rows that are read by the million. Asking for a name that the schema lacks is a bug.
  [[nodiscard]] static std::size_t at(const Schema& schema, std::string_view name);
  [[nodiscard]] std::size_t at(std::string_view name) const { return at(schema_, name); }

  [[nodiscard]] std::string_view text(std::size_t at) const { return cells_[at]; }
  std::string_view key(std::size_t at);  ///< must not be empty
  Minor minor(std::size_t at);
  Micro micro(std::size_t at);
  Moment moment(std::size_t at);
  Day day(std::size_t at);
  std::optional<Moment> moment_if_given(std::size_t at);
  std::optional<Minor> minor_if_given(std::size_t at);
  /// Whether the status is the second of the two there are; none given means the first.
  bool is_undone(std::size_t at, std::string_view done, std::string_view undone);
  void spoil(std::string_view code, std::string reason);

  [[nodiscard]] const std::optional<RowFault>& fault() const { return fault_; }
  /// The cells as a line of CSV, without what is personal: for a dead letter.
  [[nodiscard]] std::string to_keep() const;

 private:
  void spoil(std::string_view code, std::size_t at, const Error& error);

  const Schema& schema_;
  std::span<const std::string_view> cells_;
  std::optional<RowFault> fault_;
};

/// A number for a row that is known by its key: the key itself where it is a number, else its fingerprint. The same
/// row has the same number whenever it is read.
std::uint64_t row_number(std::string_view key);

/// RFC 3339, a bare date, and what databases write: a space for the 'T', an offset of hours alone, or none for UTC.
Result<Moment> parse_moment_of_database(std::string_view text);

}  // namespace shelfcast::sources
