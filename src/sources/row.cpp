// SPDX-License-Identifier: Apache-2.0
#include "sources/row.hpp"

#include "shelfcast/base/digest.hpp"
#include "shelfcast/base/utf8.hpp"
#include "sources/cell_text.hpp"
#include "sources/kept_text.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <stdexcept>

namespace shelfcast::sources {
namespace {

constexpr std::size_t kDateLength = 10;

}  // namespace

Result<Moment> parse_moment_of_database(std::string_view text) {
  const auto time = read_time(text, DateOrder::month_first);
  if (!time) return fail(Code::invalid, "", fmt::format("'{}' is not a time", presentable(text)));
  if (!time->second_of_day) return Moment(time->day);
  return Moment(Instant{time->day.number * kDaySeconds + *time->second_of_day - time->offset_seconds.value_or(0)});
}

std::uint64_t row_number(std::string_view key) {
  std::uint64_t number = 0;
  const auto [end, error] = std::from_chars(key.data(), key.data() + key.size(), number);
  return error == std::errc{} && end == key.data() + key.size() ? number : fingerprint(key);
}

std::size_t Row::at(const Schema& schema, std::string_view name) {
  const auto found = std::ranges::find(schema.columns, name, &Column::name);
  if (found == schema.columns.end()) throw std::logic_error("no column of the schema: " + std::string(name));
  return static_cast<std::size_t>(found - schema.columns.begin());
}

void Row::spoil(std::string_view code, std::string reason) {
  if (!fault_) fault_ = {code, std::move(reason)};
}

void Row::spoil(std::string_view code, std::size_t at, const Error& error) {
  spoil(code, fmt::format("{}: {}", schema_.columns[at].name, error.sentence));
}

std::string_view Row::key(std::size_t at) {
  if (text(at).empty()) spoil("empty_id", at, {Code::rejected, "", "an id must not be empty"});
  return text(at);
}

Minor Row::minor(std::size_t at) {
  const auto value = parse_minor(text(at));
  if (!value) spoil("bad_number", at, value.error());
  return value.value_or(0);
}

Micro Row::micro(std::size_t at) {
  const auto value = parse_micro(text(at));
  if (!value) spoil("bad_number", at, value.error());
  return value.value_or(0);
}

Moment Row::moment(std::size_t at) {
  const auto value = parse_moment_of_database(text(at));
  if (!value) spoil("bad_time", at, value.error());
  return value.value_or(Moment{});
}

Day Row::day(std::size_t at) {
  const auto value = parse_day(text(at).substr(0, kDateLength));
  if (!value) spoil("bad_time", at, value.error());
  return value.value_or(Day{});
}

std::optional<Moment> Row::moment_if_given(std::size_t at) {
  return text(at).empty() ? std::nullopt : std::optional(moment(at));
}

std::optional<Minor> Row::minor_if_given(std::size_t at) {
  return text(at).empty() ? std::nullopt : std::optional(minor(at));
}

bool Row::is_undone(std::size_t at, std::string_view done, std::string_view undone) {
  const auto status = text(at);
  if (status == undone) return true;
  if (!status.empty() && status != done) {
    spoil("bad_status", fmt::format("the status '{}' is neither '{}' nor '{}'", presentable(status), done, undone));
  }
  return false;
}

std::string Row::to_keep() const {
  std::string kept;
  for (std::size_t i = 0; i < cells_.size(); ++i) {
    if (i > 0) kept += ',';
    if (schema_.columns[i].need != Need::personal) kept += quoted_if_needed(cells_[i]);
  }
  return presentable(kept);
}

}  // namespace shelfcast::sources
