// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "shelfcast/base/money.hpp"
#include "shelfcast/base/result.hpp"
#include "shelfcast/base/time.hpp"

#include <cstdint>
#include <filesystem>
#include <fstream>
#include <string>
#include <string_view>

namespace shelfcast::sources::simulator {

/// Writes one CSV file through a buffer:  create (field* end_row)* close.
/// What goes wrong in between is remembered and told by `close`; a file that is not closed may lack its end.
class CsvFile {
 public:
  static Result<CsvFile> create(const std::filesystem::path& path, std::string_view header);

  CsvFile& text(std::string_view value);   ///< quoted where RFC 4180 asks for it
  CsvFile& bytes(std::string_view value);  ///< as it is
  CsvFile& number(std::uint64_t value);
  CsvFile& money(Minor amount);
  CsvFile& day(Day value);
  CsvFile& instant(Instant at);
  CsvFile& four_digits(double value);  ///< four significant digits, never an exponent; value >= 0
  void end_row();
  Result<void> close();

 private:
  CsvFile(std::ofstream file, std::filesystem::path path) : file_(std::move(file)), path_(std::move(path)) {}
  void separate();
  void digits(std::uint64_t value);
  void two_digits(std::int64_t value);
  void date(std::int32_t number);
  void flush();

  std::ofstream file_;
  std::filesystem::path path_;
  std::string buffer_;
  std::string last_date_;
  std::int32_t last_date_number_ = -1;
  bool in_row_ = false;
};

}  // namespace shelfcast::sources::simulator
