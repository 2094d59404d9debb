// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "sources/encoding.hpp"
#include "sources/records.hpp"

#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace shelfcast::sources {

/// Which of the first two numbers of 03/04/2025 is the day. A year in front and D.M.Y need no asking.
enum class DateOrder : std::uint8_t { day_first, month_first };

/// How a file writes its rows and cells.
struct Dialect {
  Encoding encoding = Encoding::utf8;
  bool is_json = false;  ///< an object a line
  char separator = ',';
  char quote = '"';
  bool decimal_comma = false;
  DateOrder dates = DateOrder::day_first;
  bool dates_are_guessed = false;  ///< there are such dates, and any order would do

  /// "utf-8, separator ';', quote '\"', decimal comma, dates D/M/Y"
  [[nodiscard]] std::string described() const;
};

/// What is known beforehand; the rest is detected.
struct Format {
  std::optional<Encoding> encoding = {};
  std::optional<char> separator = {};
  std::optional<char> quote = {};
  std::optional<bool> decimal_comma = {};
  std::optional<DateOrder> dates = {};
  std::vector<std::string> missing = {};  ///< marks of a missing number or time beside those that always are
};

/// From the first bytes of a file, as UTF-8. Same bytes, same answer.
Dialect detect_dialect(std::string_view sample, const Format& known);

struct Records {
  std::unique_ptr<RecordReader> reader;
  Dialect dialect;
};

/// A file, unpacked, as UTF-8 and by rows: CSV, or JSON objects of which the first names the columns.
Result<Records> open_records(const std::filesystem::path& file, const Format& known);
/// The same over any bytes.
Result<Records> open_records(std::unique_ptr<ByteStream> bytes, const Format& known);

}  // namespace shelfcast::sources
