// SPDX-License-Identifier: Apache-2.0
#include "sources/table.hpp"

#include "shelfcast/base/nearest.hpp"
#include "sources/kept_text.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <stdexcept>
#include <utility>

namespace shelfcast::sources {
namespace {

constexpr std::uint64_t kRowsBetweenProgress = 4096;

}  // namespace

Result<Table> Table::open(const Reading& reading, const Schema& schema, TableFile file) {
  auto records = open_records(file.path, file.format);
  if (!records) return std::unexpected(records.error());
  Table table(reading, schema, std::move(file), std::move(*records));
  if (const auto read = table.read_header(); !read) return std::unexpected(read.error());
  reading.done.files.push_back({table.file_.name, table.records_.dialect.described()});
  return table;
}

Table::Table(const Reading& reading, const Schema& schema, TableFile file, Records records)
    : reading_(reading), schema_(schema), file_(std::move(file)), records_(std::move(records)) {}

std::unexpected<Error> Table::refuse(std::string sentence) const {
  return fail(Code::rejected, file_.path.string() + ":1", std::move(sentence));
}

Result<void> Table::read_header() {
  switch (records_.reader->next()) {
    case RecordReader::Step::end:
      return refuse("the file is empty: a line with the names of the columns is missing");
    case RecordReader::Step::failed:
      return std::unexpected(records_.reader->error());
    case RecordReader::Step::fault:
      return refuse("the line with the names of the columns: " + records_.reader->fault().reason);
    case RecordReader::Step::row:
      break;
  }
  header_.assign(records_.reader->fields().begin(), records_.reader->fields().end());
  return find_columns();
}

Result<void> Table::find_columns() {
  columns_.assign(schema_.columns.size(), At::nowhere);
  std::vector<std::string_view> unknown;
  for (std::size_t position = 0; position < header_.size(); ++position) {
    const auto known = std::ranges::find(schema_.columns, header_[position], &Column::name);
    kept_.push_back(known != schema_.columns.end() && known->need != Need::personal);
    if (known == schema_.columns.end()) {
      unknown.push_back(header_[position]);
      continue;
    }
    At& column = columns_[static_cast<std::size_t>(known - schema_.columns.begin())];
    if (column != At::nowhere) return refuse(fmt::format("the column '{}' stands twice", header_[position]));
    column = static_cast<At>(position);
  }
  keeps_all_ = std::ranges::find(kept_, false) == kept_.end();
  if (const auto checked = check_missing(unknown); !checked) return checked;
  if (!schema_.is_foreign) warn_of(unknown);
  return {};
}

void Table::warn_of(const std::vector<std::string_view>& unknown) {
  std::vector<std::string_view> names;
  for (const Column& column : schema_.columns) names.push_back(column.name);
  for (const auto name : unknown) {
    const std::string nearest = nearest_name(name, names);
    reading_.done.warnings.push_back(fmt::format("{}:1: the column '{}' is not known and not read{}", file_.name, name,
                                                 nearest.empty() ? "" : fmt::format("; did you mean '{}'?", nearest)));
  }
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

At Table::add_column(std::string name) {
  added_names_.push_back(std::move(name));
  added_.emplace_back();
  return static_cast<At>(header_.size() + added_.size() - 1);
}

Result<bool> Table::next() {
  fault_.reset();
  while (true) {
    const auto step = records_.reader->next();
    if (++rows_ % kRowsBetweenProgress == 0 || step == RecordReader::Step::end) tell_progress();
    if (step == RecordReader::Step::end) return false;
    if (step == RecordReader::Step::failed) return std::unexpected(records_.reader->error());
    Result<void> rejected;
    if (step == RecordReader::Step::fault) {
      rejected = reject(records_.reader->fault().code, records_.reader->fault().reason, broken_row_to_keep());
    } else if (records_.reader->fields().size() == header_.size()) {
      return true;
    } else {
      rejected =
          reject("wrong_field_count",
                 fmt::format("the row has {} fields, the header {}", records_.reader->fields().size(), header_.size()),
                 broken_row_to_keep());
      records_.reader->resume_after_first_line();
    }
    if (!rejected) return std::unexpected(rejected.error());
  }
}

void Table::tell_progress() {
  reading_.passed_bytes(records_.reader->passed() - bytes_told_);
  bytes_told_ = records_.reader->passed();
}

Result<bool> Table::complete() {
  if (!fault_) return true;
  if (const auto rejected = reject(fault_->code, fault_->reason, row_to_keep()); !rejected) {
    return std::unexpected(rejected.error());
  }
  return false;
}

Result<void> Table::reject(std::string_view code, std::string reason, std::string row) {
  return reading_.sink.reject({.source = file_.name,
                               .position = fmt::format("row {}", records_.reader->line()),
                               .code = std::string(code),
                               .reason = std::move(reason),
                               .row = std::move(row),
                               .at = {}});
}

/// The row without what may be personal: a buyer's id, and any column that nobody knows.
std::string Table::row_to_keep() const {
  if (keeps_all_) return presentable(records_.reader->text());
  std::string row;
  for (std::size_t i = 0; i < header_.size(); ++i) {
    if (i > 0) row += ',';
    if (kept_[i]) row += quoted_if_needed(records_.reader->fields()[i]);
  }
  return presentable(row);
}

/// Of a row that cannot be told apart into columns, only the first is sure to be what it seems.
std::string Table::broken_row_to_keep() const {
  const auto text = records_.reader->text();
  if (keeps_all_) return presentable(text);
  if (records_.dialect.is_json || !kept_.front()) return "";
  const std::array ends = {records_.dialect.separator, '\n'};
  return presentable(text.substr(0, text.find_first_of(std::string_view(ends.data(), ends.size()))));
}

}  // namespace shelfcast::sources
