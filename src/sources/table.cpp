// SPDX-License-Identifier: Apache-2.0
#include "sources/table.hpp"

#include "shelfcast/base/nearest.hpp"
#include "sources/kept_text.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <stdexcept>
#include <utility>

namespace shelfcast::sources {
namespace {

constexpr std::uint64_t kRowsBetweenProgress = 4096;

}  // namespace

Result<Table> Table::open(const Reading& reading, const Schema& schema, const std::string& file) {
  auto csv = CsvReader::open(reading.folder / file);
  if (!csv) return std::unexpected(csv.error());
  Table table(reading, schema, file, std::move(*csv));
  if (const auto read = table.read_header(); !read) return std::unexpected(read.error());
  return table;
}

Table::Table(const Reading& reading, const Schema& schema, std::string file, CsvReader csv)
    : reading_(reading), schema_(schema), file_(std::move(file)), csv_(std::move(csv)) {}

std::unexpected<Error> Table::refuse(std::string sentence) const {
  return fail(Code::rejected, (reading_.folder / file_).string() + ":1", std::move(sentence));
}

Result<void> Table::read_header() {
  switch (csv_.next()) {
    case CsvReader::Step::end:
      return refuse("the file is empty: a line with the names of the columns is missing");
    case CsvReader::Step::failed:
      return std::unexpected(csv_.error());
    case CsvReader::Step::fault:
      return refuse("the line with the names of the columns: " + csv_.fault().reason);
    case CsvReader::Step::row:
      break;
  }
  header_.assign(csv_.fields().begin(), csv_.fields().end());
  return find_columns(header_);
}

Result<void> Table::find_columns(const std::vector<std::string>& header) {
  columns_.assign(schema_.columns.size(), At::nowhere);
  std::vector<std::string_view> unknown;
  for (std::size_t position = 0; position < header.size(); ++position) {
    const auto known = std::ranges::find(schema_.columns, header[position], &Column::name);
    kept_.push_back(known != schema_.columns.end() && known->need != Need::personal);
    if (known == schema_.columns.end()) {
      unknown.push_back(header[position]);
      continue;
    }
    At& column = columns_[static_cast<std::size_t>(known - schema_.columns.begin())];
    if (column != At::nowhere) return refuse(fmt::format("the column '{}' stands twice", header[position]));
    column = static_cast<At>(position);
  }
  keeps_all_ = std::ranges::find(kept_, false) == kept_.end();
  if (const auto checked = check_missing(unknown); !checked) return checked;

  std::vector<std::string_view> names;
  for (const Column& column : schema_.columns) names.push_back(column.name);
  for (const auto name : unknown) {
    const std::string nearest = nearest_name(name, names);
    reading_.warnings.push_back(fmt::format("{}:1: the column '{}' is not known and not read{}", file_, name,
                                            nearest.empty() ? "" : fmt::format("; did you mean '{}'?", nearest)));
  }
  return {};
}

Result<void> Table::check_missing(const std::vector<std::string_view>& unknown) const {
  std::string sentence;
  for (std::size_t i = 0; i < columns_.size(); ++i) {
    const Column& column = schema_.columns[i];
    if (column.need != Need::required || columns_[i] != At::nowhere) continue;
    const std::string nearest = nearest_name(column.name, unknown);
    sentence += fmt::format("{}the required column '{}' is missing{}", sentence.empty() ? "" : "; ", column.name,
                            nearest.empty() ? "" : fmt::format(" (is '{}' meant to be it?)", nearest));
  }
  if (!sentence.empty()) return refuse(sentence);
  return {};
}

At Table::column(std::string_view name) const {
  const auto found = std::ranges::find(schema_.columns, name, &Column::name);
  if (found == schema_.columns.end()) throw std::logic_error("no column of the schema: " + std::string(name));
  return columns_[static_cast<std::size_t>(found - schema_.columns.begin())];
}

Result<bool> Table::next() {
  fault_.reset();
  while (true) {
    const auto step = csv_.next();
    if (++rows_ % kRowsBetweenProgress == 0 || step == CsvReader::Step::end) tell_progress();
    if (step == CsvReader::Step::end) return false;
    if (step == CsvReader::Step::failed) return std::unexpected(csv_.error());
    Result<void> rejected;
    if (step == CsvReader::Step::fault) {
      rejected = reject(csv_.fault().code, csv_.fault().reason, broken_row_to_keep());
    } else if (csv_.fields().size() == header_.size()) {
      return true;
    } else {
      rejected = reject("wrong_field_count",
                        fmt::format("the row has {} fields, the header {}", csv_.fields().size(), header_.size()),
                        broken_row_to_keep());
      csv_.resume_after_first_line();
    }
    if (!rejected) return std::unexpected(rejected.error());
  }
}

void Table::tell_progress() {
  reading_.passed_bytes(csv_.bytes_read() - bytes_told_);
  bytes_told_ = csv_.bytes_read();
}

Result<bool> Table::complete() {
  if (!fault_) return true;
  if (const auto rejected = reject(fault_->code, fault_->reason, row_to_keep()); !rejected) {
    return std::unexpected(rejected.error());
  }
  return false;
}

Result<void> Table::reject(std::string_view code, std::string reason, std::string row) {
  return reading_.sink.reject({.source = file_,
                               .position = fmt::format("row {}", csv_.line()),
                               .code = std::string(code),
                               .reason = std::move(reason),
                               .row = std::move(row),
                               .at = {}});
}

/// The row without what may be personal: a buyer's id, and any column that nobody knows.
std::string Table::row_to_keep() const {
  if (keeps_all_) return presentable(csv_.text());
  std::string row;
  for (std::size_t i = 0; i < header_.size(); ++i) {
    if (i > 0) row += ',';
    if (kept_[i]) row += quoted_if_needed(csv_.fields()[i]);
  }
  return presentable(row);
}

/// Of a row that cannot be told apart into columns, only the first is sure to be what it seems.
std::string Table::broken_row_to_keep() const {
  if (keeps_all_) return presentable(csv_.text());
  return kept_.front() ? presentable(csv_.text().substr(0, csv_.text().find_first_of(",\n"))) : "";
}

}  // namespace shelfcast::sources
