// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "sources/csv.hpp"

#include <map>
#include <memory>
#include <vector>

namespace shelfcast::sources {

/// Reads JSON objects, one a line, as rows: the first row told is the names of the columns, which are the members of
/// the objects in `sample`. A member of an object within is called "outer.inner". A member that is missing or null is
/// an empty field; lists, and members that no object of the sample has, are not read. Numbers stand as they are
/// written.
///
/// Faults:   a line that is no object, not UTF-8 or too long.
/// Memory:   4 MB, whatever the file.
class NdjsonReader final : public RecordReader {
 public:
  NdjsonReader(std::unique_ptr<ByteStream> bytes, std::string_view sample);

  Step next() override;
  void resume_after_first_line() override {}
  [[nodiscard]] std::span<const std::string_view> fields() const override { return fields_; }
  [[nodiscard]] std::string_view text() const override { return lines_.text(); }
  [[nodiscard]] std::uint64_t line() const override { return lines_.line(); }
  [[nodiscard]] std::uint64_t passed() const override { return lines_.passed(); }
  [[nodiscard]] const RowFault& fault() const override { return fault_; }
  [[nodiscard]] const Error& error() const override { return lines_.error(); }

 private:
  void learn_columns(std::string_view sample);

  CsvReader lines_;
  std::map<std::string, std::size_t, std::less<>> columns_;
  std::vector<std::string> values_;
  std::vector<std::string_view> fields_;
  bool told_columns_ = false;
  RowFault fault_{};
};

}  // namespace shelfcast::sources
