// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "shelfcast/sources/source.hpp"
#include "sources/dialect.hpp"
#include "sources/local_clock.hpp"
#include "sources/schema.hpp"

#include <filesystem>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace shelfcast::sources {

/// What reading a warehouse needs beside the file.
struct Reading {
  std::string_view marketplace;
  Sink& sink;
  Extraction& done;                                      ///< takes the warnings, and how each file was understood
  std::function<void(std::uint64_t more)> passed_bytes;  ///< told how many more bytes have been read
  LocalClock& clock;                                     ///< the marketplace's
};

/// A file to be read.
struct TableFile {
  std::filesystem::path path;
  std::string name;  ///< in dead letters and warnings
  Format format;
};

/// A column's place in the rows of one file, or nowhere.
enum class At : int { nowhere = -1 };

/// A file whose header fits a schema; its cells by column and type. Every file of every layout is read through this.
///
/// Calls:   open add_column* (next (set)* (cell)* complete?)*
/// Cells:   one that cannot be read gives a zero and spoils the row; `complete` then hands the row to the sink's
///          rejects with the first such cell as its reason, and says false.
class Table {
 public:
  static Result<Table> open(const Reading& reading, const Schema& schema, TableFile file);

  [[nodiscard]] At column(std::string_view name) const;
  /// The file's own columns.
  [[nodiscard]] const std::vector<std::string>& header() const { return header_; }
  [[nodiscard]] const Dialect& dialect() const { return records_.dialect; }

  /// A column that the file does not have; `set` gives it a text, which must live until it is read.
  At add_column(std::string name);
  void set(At at, std::string_view text) { added_[static_cast<std::size_t>(at) - header_.size()] = text; }

  /// The next row of the right width; others are rejected. False at the end of the file.
  Result<bool> next();
  Result<bool> complete();
  /// Begins another row made of the present one: what spoilt the last does not spoil it.
  void begin_part() { fault_.reset(); }

  [[nodiscard]] std::string_view text(At at) const;
  std::string_view key(At at);  ///< must not be empty
  Minor minor(At at);
  Micro micro(At at);
  Moment moment(At at);
  Day day(At at);
  std::optional<Moment> moment_if_given(At at);
  std::optional<Minor> minor_if_given(At at);
  std::optional<Micro> micro_if_given(At at);
  void spoil(std::string_view code, std::string reason);
  [[nodiscard]] bool is_spoilt() const { return fault_.has_value(); }

  [[nodiscard]] Place place() const { return {file_.name, records_.reader->line()}; }

 private:
  Table(const Reading& reading, const Schema& schema, TableFile file, Records records);
  Result<void> read_header();
  Result<void> find_columns();
  void warn_of(const std::vector<std::string_view>& unknown);
  Result<void> check_missing(const std::vector<std::string_view>& unknown) const;
  Result<void> reject(std::string_view code, std::string reason, std::string row);
  void tell_progress();
  [[nodiscard]] std::string row_to_keep() const;
  [[nodiscard]] std::string broken_row_to_keep() const;
  void spoil(std::string_view code, At at, const Error& error);
  [[nodiscard]] const std::string& name_of(At at) const;
  [[nodiscard]] bool has_value(At at) const;
  template <class Number>
  Number number(At at, Result<Number> (*parse)(std::string_view));
  [[nodiscard]] std::unexpected<Error> refuse(std::string sentence) const;

  const Reading& reading_;
  const Schema& schema_;
  TableFile file_;
  Records records_;
  std::vector<At> columns_;  // by their order in the schema
  std::vector<std::string> header_;
  std::vector<std::string> added_names_;
  std::vector<std::string_view> added_;
  std::vector<bool> kept_;  // by position: whether a dead letter may show the cell
  bool keeps_all_ = true;
  std::uint64_t rows_ = 0;
  std::uint64_t bytes_told_ = 0;
  std::optional<RowFault> fault_;  // of the present row
};

/// The later of two; a date counts as its end in UTC where it is held against an instant.
std::optional<Moment> newer(const std::optional<Moment>& a, const std::optional<Moment>& b);

}  // namespace shelfcast::sources
