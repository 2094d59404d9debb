// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "shelfcast/sources/source.hpp"
#include "sources/csv.hpp"
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
  const std::filesystem::path& folder;
  std::string_view marketplace;
  Sink& sink;
  std::vector<std::string>& warnings;
  std::function<void(std::uint64_t more)> passed_bytes;  ///< told how many more bytes have been read
};

/// A column's place in the rows of one file, or nowhere.
enum class At : int { nowhere = -1 };

/// A CSV file whose header fits a schema; its cells by column and type.
///
/// Calls:   open (next (cell)* complete?)*
/// Cells:   one that cannot be read gives a zero and spoils the row; `complete` then hands the row to the sink's
/// rejects
///          with the first such cell as its reason, and says false.
class Table {
 public:
  static Result<Table> open(const Reading& reading, const Schema& schema, const std::string& file);

  [[nodiscard]] At column(std::string_view name) const;

  /// The next row of the right width; others are rejected. False at the end of the file.
  Result<bool> next();
  Result<bool> complete();

  [[nodiscard]] std::string_view text(At at) const;
  std::string_view key(At at);  ///< must not be empty
  Minor minor(At at);
  Micro micro(At at);
  Moment moment(At at);
  Day day(At at);
  std::optional<Moment> moment_if_given(At at);
  std::optional<Minor> minor_if_given(At at);
  void spoil(std::string_view code, std::string reason);

  [[nodiscard]] Place place() const { return {file_, csv_.line()}; }

 private:
  Table(const Reading& reading, const Schema& schema, std::string file, CsvReader csv);
  Result<void> read_header();
  Result<void> find_columns(const std::vector<std::string>& header);
  Result<void> check_missing(const std::vector<std::string_view>& unknown) const;
  Result<void> reject(std::string_view code, std::string reason, std::string row);
  void tell_progress();
  [[nodiscard]] std::string row_to_keep() const;
  [[nodiscard]] std::string broken_row_to_keep() const;
  void spoil(std::string_view code, At at, const Error& error);
  [[nodiscard]] std::unexpected<Error> refuse(std::string sentence) const;

  const Reading& reading_;
  const Schema& schema_;
  std::string file_;
  CsvReader csv_;
  std::vector<At> columns_;  // by their order in the schema
  std::vector<std::string> header_;
  std::vector<bool> kept_;  // by position: whether a dead letter may show the cell
  bool keeps_all_ = true;
  std::uint64_t rows_ = 0;
  std::uint64_t bytes_told_ = 0;
  std::optional<CsvFault> fault_;  // of the present row
};

/// The later of two; a date counts as its end in UTC where it is held against an instant.
std::optional<Moment> newer(const std::optional<Moment>& a, const std::optional<Moment>& b);

}  // namespace shelfcast::sources
