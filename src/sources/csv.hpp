// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "sources/records.hpp"

#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace shelfcast::sources {

/// Reads RFC 4180 in large blocks, also with another separator and quote: quotes, line ends and separators within
/// quotes, LF or CRLF. The bytes must be UTF-8.
///
/// Faults:   a row over kLongestLine bytes, or not UTF-8, or with broken quotes, is a fault; reading goes on at the
///           line after the first line of the faulty row, so that a forgotten quote costs one row and not the file.
/// Memory:   4 MB, whatever the file.
class CsvReader final : public RecordReader {
 public:
  struct Marks {
    char separator = ',';
    char quote = '"';
  };
  CsvReader(std::unique_ptr<ByteStream> bytes, Marks marks);

  Step next() override;
  void resume_after_first_line() override;
  [[nodiscard]] std::span<const std::string_view> fields() const override { return fields_; }
  [[nodiscard]] std::string_view text() const override { return text_; }
  [[nodiscard]] std::uint64_t line() const override { return row_line_; }
  [[nodiscard]] std::uint64_t passed() const override { return bytes_->passed(); }
  [[nodiscard]] const RowFault& fault() const override { return fault_; }
  [[nodiscard]] const Error& error() const override { return error_; }

 private:
  bool refill();
  Step read_line();
  void split(std::string_view line);
  Step read_quoted();
  bool take_quoted_field(std::size_t& at, std::size_t limit);
  Step refuse(std::string_view code, std::string reason);
  Step skip_long_line();
  [[nodiscard]] std::string_view line_at(std::size_t from, std::size_t line_end) const;

  std::unique_ptr<ByteStream> bytes_;
  char separator_;
  char quote_;
  std::unique_ptr<char[]> block_;
  std::size_t at_ = 0;  // of the next row within the block
  std::size_t filled_ = 0;
  std::size_t after_first_line_ = 0;
  bool at_end_ = false;  // of the file: what is in the block is all there is
  std::uint64_t next_line_ = 1;
  std::uint64_t row_line_ = 0;
  std::string_view text_;
  std::vector<std::string_view> fields_;
  std::vector<std::unique_ptr<std::string>> unescaped_;  // fields that held doubled quotes
  RowFault fault_{};
  Error error_{};
};

}  // namespace shelfcast::sources
