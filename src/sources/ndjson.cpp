// SPDX-License-Identifier: Apache-2.0
#include "sources/ndjson.hpp"

#include <nlohmann/json.hpp>

#include <functional>
#include <utility>

namespace shelfcast::sources {
namespace {

using Json = nlohmann::json;

// A line of CSV that has neither quotes nor separators is just a line.
constexpr CsvReader::Marks kWholeLines{'\0', '\0'};
constexpr std::size_t kMostColumns = 10'000;

/// Calls back with every scalar member of an object, by its dotted name.
class Members final : public nlohmann::json_sax<Json> {
 public:
  using Take = std::function<void(const std::string& name, std::string_view value)>;
  explicit Members(const Take& take) : take_(take) {}

  bool null() override { return tell(""); }
  bool boolean(bool value) override { return tell(value ? "true" : "false"); }
  bool number_integer(number_integer_t value) override { return tell(std::to_string(value)); }
  bool number_unsigned(number_unsigned_t value) override { return tell(std::to_string(value)); }
  bool number_float(number_float_t /*value*/, const string_t& text) override { return tell(text); }
  bool string(string_t& value) override { return tell(value); }
  bool binary(binary_t& /*value*/) override { return false; }
  bool start_object(std::size_t /*elements*/) override {
    lengths_.push_back(name_.size());
    if (lengths_.size() > 1) name_ += '.';
    begins_.push_back(name_.size());
    return true;
  }
  bool key(string_t& key) override {
    name_.resize(begins_.back());
    name_ += key;
    return true;
  }
  bool end_object() override {
    name_.resize(lengths_.back());
    lengths_.pop_back();
    begins_.pop_back();
    return true;
  }
  bool start_array(std::size_t /*elements*/) override {
    ++lists_;
    return !begins_.empty();
  }
  bool end_array() override {
    --lists_;
    return true;
  }
  bool parse_error(std::size_t /*at*/, const std::string& /*token*/, const Json::exception& /*error*/) override {
    return false;
  }

 private:
  bool tell(std::string_view value) {
    if (begins_.empty()) return false;
    if (lists_ == 0) take_(name_, value);
    return true;
  }

  const Take& take_;
  std::string name_;
  std::vector<std::size_t> lengths_;  // of the name before each object that is open
  std::vector<std::size_t> begins_;   // where the names of its members begin
  int lists_ = 0;
};

bool read_members(std::string_view text, const Members::Take& take) {
  Members members(take);
  return Json::sax_parse(text, &members);
}

}  // namespace

NdjsonReader::NdjsonReader(std::unique_ptr<ByteStream> bytes, std::string_view sample)
    : lines_(std::move(bytes), kWholeLines) {
  learn_columns(sample);
  values_.resize(columns_.size());
  fields_.resize(columns_.size());
  for (const auto& [name, column] : columns_) fields_[column] = name;
}

void NdjsonReader::learn_columns(std::string_view sample) {
  CsvReader lines(bytes_of(std::string(sample)), kWholeLines);
  for (Step step = lines.next(); step != Step::end && step != Step::failed; step = lines.next()) {
    if (step == Step::fault) continue;
    read_members(lines.text(), [&](const std::string& name, std::string_view) {
      if (columns_.size() < kMostColumns) columns_.try_emplace(name, columns_.size());
    });
  }
}

RecordReader::Step NdjsonReader::next() {
  if (!std::exchange(told_columns_, true)) return columns_.empty() ? Step::end : Step::row;
  const Step step = lines_.next();
  if (step == Step::fault) fault_ = lines_.fault();
  if (step != Step::row) return step;
  for (auto& value : values_) value.clear();
  const bool whole = read_members(lines_.text(), [&](const std::string& name, std::string_view value) {
    if (const auto column = columns_.find(name); column != columns_.end()) values_[column->second] = value;
  });
  if (!whole) {
    fault_ = {"bad_json", "the line is not a JSON object"};
    return Step::fault;
  }
  for (std::size_t column = 0; column < values_.size(); ++column) fields_[column] = values_[column];
  return Step::row;
}

}  // namespace shelfcast::sources
