// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "shelfcast/base/result.hpp"

#include <cstdint>
#include <filesystem>
#include <fstream>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace shelfcast::sources {

inline constexpr std::size_t kLongestLine = 1U << 20U;

/// Why a row could not be read: a stable word and a sentence.
struct CsvFault {
  std::string_view code;
  std::string reason;
};

/// Reads RFC 4180 in large blocks: quotes, line ends and commas within quotes, LF or CRLF, a byte order mark.
///
/// Calls:    open next*; what `fields`, `text` and `fault` return holds until the following `next`.
/// Faults:   a row over kLongestLine bytes, or not UTF-8, or with broken quotes, is a fault; reading goes on at the
/// line
///           after the first line of the faulty row, so that a forgotten quote costs one row and not the file.
/// Memory:   4 MB, whatever the file.
class CsvReader {
 public:
  enum class Step : std::uint8_t { row, fault, end, failed };

  static Result<CsvReader> open(const std::filesystem::path& file);

  /// Empty lines are passed over. `failed`: the file could not be read on, see `error`.
  Step next();
  /// Goes back to the line after the first line of the present row: for a row that turns out to be no row.
  void resume_after_first_line();

  [[nodiscard]] std::span<const std::string_view> fields() const { return fields_; }
  [[nodiscard]] std::string_view text() const { return text_; }   ///< the row as it stands, at most kLongestLine
  [[nodiscard]] std::uint64_t line() const { return row_line_; }  ///< where the row begins, from 1
  [[nodiscard]] std::uint64_t bytes_read() const { return consumed_ + at_; }
  [[nodiscard]] const CsvFault& fault() const { return fault_; }
  [[nodiscard]] const Error& error() const { return error_; }

 private:
  CsvReader(std::ifstream stream, std::filesystem::path file);
  bool refill();
  Step read_line();
  void split(std::string_view line);
  Step read_quoted();
  bool take_quoted_field(std::size_t& at, std::size_t limit);
  Step refuse(std::string_view code, std::string reason);
  Step skip_long_line();
  [[nodiscard]] std::string_view line_at(std::size_t from, std::size_t line_end) const;

  std::ifstream stream_;
  std::filesystem::path file_;
  std::unique_ptr<char[]> block_;
  std::size_t at_ = 0;  // of the next row within the block
  std::size_t filled_ = 0;
  std::size_t after_first_line_ = 0;
  bool at_end_ = false;         // of the file: what is in the block is all there is
  std::uint64_t consumed_ = 0;  // bytes before the block
  std::uint64_t next_line_ = 1;
  std::uint64_t row_line_ = 0;
  std::string_view text_;
  std::vector<std::string_view> fields_;
  std::vector<std::unique_ptr<std::string>> unescaped_;  // fields that held doubled quotes
  CsvFault fault_{};
  Error error_{};
};

}  // namespace shelfcast::sources
