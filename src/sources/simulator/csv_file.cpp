// SPDX-License-Identifier: Apache-2.0
#include "sources/simulator/csv_file.hpp"

#include <array>
#include <cerrno>
#include <charconv>
#include <cmath>
#include <system_error>

namespace shelfcast::sources::simulator {
namespace {

constexpr std::size_t kBufferSize = 1U << 20U;

Error cannot_write(const std::filesystem::path& path, int reason) {
  return {Code::unavailable, path.string(), "cannot be written: " + std::generic_category().message(reason)};
}

}  // namespace

Result<CsvFile> CsvFile::create(const std::filesystem::path& path, std::string_view header) {
  std::ofstream file(path, std::ios::binary);
  if (!file) return std::unexpected(cannot_write(path, errno));
  CsvFile csv(std::move(file), path);
  csv.buffer_.reserve(kBufferSize + 4096);
  csv.bytes(header).end_row();
  return csv;
}

CsvFile& CsvFile::text(std::string_view value) {
  separate();
  if (value.find_first_of(",\"\r\n") == std::string_view::npos) {
    buffer_ += value;
    return *this;
  }
  buffer_ += '"';
  for (const char c : value) {
    if (c == '"') buffer_ += '"';
    buffer_ += c;
  }
  buffer_ += '"';
  return *this;
}

CsvFile& CsvFile::bytes(std::string_view value) {
  separate();
  buffer_ += value;
  return *this;
}

CsvFile& CsvFile::number(std::uint64_t value) {
  separate();
  digits(value);
  return *this;
}

CsvFile& CsvFile::money(Minor amount) {
  separate();
  if (amount < 0) buffer_ += '-';
  const auto cents = static_cast<std::uint64_t>(amount < 0 ? -amount : amount);
  digits(cents / 100);
  buffer_ += '.';
  two_digits(static_cast<std::int64_t>(cents % 100));
  return *this;
}

CsvFile& CsvFile::day(Day value) {
  separate();
  date(value.number);
  return *this;
}

CsvFile& CsvFile::instant(Instant at) {
  separate();
  date(static_cast<std::int32_t>(at.seconds / kDaySeconds));
  const std::int64_t second = at.seconds % kDaySeconds;
  buffer_ += 'T';
  two_digits(second / kHour);
  buffer_ += ':';
  two_digits(second / 60 % 60);
  buffer_ += ':';
  two_digits(second % 60);
  buffer_ += 'Z';
  return *this;
}

CsvFile& CsvFile::four_digits(double value) {
  separate();
  if (value < 1e-6) {
    buffer_ += '0';
    return *this;
  }
  int decimals = 0;
  double scaled = value;
  for (; scaled < 999.95 && decimals < 9; ++decimals) scaled *= 10;
  auto whole = static_cast<std::uint64_t>(std::llround(scaled));
  for (; decimals > 0 && whole % 10 == 0; --decimals) whole /= 10;
  std::uint64_t unit = 1;
  for (int i = 0; i < decimals; ++i) unit *= 10;
  digits(whole / unit);
  if (decimals == 0) return *this;
  buffer_ += '.';
  for (std::uint64_t place = unit / 10; place > 0; place /= 10) {
    buffer_ += static_cast<char>('0' + whole / place % 10);
  }
  return *this;
}

void CsvFile::end_row() {
  buffer_ += '\n';
  in_row_ = false;
  if (buffer_.size() >= kBufferSize) flush();
}

Result<void> CsvFile::close() {
  flush();
  file_.close();
  if (!file_) return std::unexpected(cannot_write(path_, errno));
  return {};
}

void CsvFile::separate() {
  if (in_row_) buffer_ += ',';
  in_row_ = true;
}

void CsvFile::digits(std::uint64_t value) {
  std::array<char, 20> text{};
  const auto end = std::to_chars(text.data(), text.data() + text.size(), value).ptr;
  buffer_.append(text.data(), end);
}

void CsvFile::two_digits(std::int64_t value) {
  buffer_ += static_cast<char>('0' + value / 10);
  buffer_ += static_cast<char>('0' + value % 10);
}

void CsvFile::date(std::int32_t number) {
  if (number != last_date_number_) {  // rows come in the order of time: most share their date with the one before
    last_date_ = format_day({number});
    last_date_number_ = number;
  }
  buffer_ += last_date_;
}

void CsvFile::flush() {
  file_.write(buffer_.data(), static_cast<std::streamsize>(buffer_.size()));
  buffer_.clear();
}

}  // namespace shelfcast::sources::simulator
