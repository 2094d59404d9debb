// SPDX-License-Identifier: Apache-2.0
// The cells of a row by type; table.cpp reads the rows.
#include "sources/table.hpp"

#include "sources/cell_text.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

namespace shelfcast::sources {
namespace {

std::int64_t end_in_utc(const Moment& moment) {
  if (const auto* instant = std::get_if<Instant>(&moment)) return instant->seconds;
  return (std::get<Day>(moment).number + 1) * kDaySeconds;
}

std::string_view trimmed(std::string_view cell) {
  const auto first = cell.find_first_not_of(' ');
  return first == std::string_view::npos ? std::string_view()
                                         : cell.substr(first, cell.find_last_not_of(' ') - first + 1);
}

}  // namespace

std::optional<Moment> newer(const std::optional<Moment>& a, const std::optional<Moment>& b) {
  if (!a || !b) return a ? a : b;
  return end_in_utc(*a) < end_in_utc(*b) ? b : a;
}

std::string_view Table::text(At at) const {
  if (at == At::nowhere) return {};
  const auto place = static_cast<std::size_t>(at);
  return place < header_.size() ? records_.reader->fields()[place] : added_[place - header_.size()];
}

const std::string& Table::name_of(At at) const {
  static const std::string none;
  if (at == At::nowhere) return none;
  const auto place = static_cast<std::size_t>(at);
  return place < header_.size() ? header_[place] : added_names_[place - header_.size()];
}

void Table::spoil(std::string_view code, std::string reason) {
  if (!fault_) fault_ = {code, std::move(reason)};
}

void Table::spoil(std::string_view code, At at, const Error& error) {
  spoil(code, fmt::format("{}: {}", name_of(at), error.sentence));
}

std::string_view Table::key(At at) {
  if (text(at).empty()) spoil("empty_id", at, {Code::rejected, "", "an id must not be empty"});
  return text(at);
}

template <class Number>
Number Table::number(At at, Result<Number> (*parse)(std::string_view)) {
  const auto cell = trimmed(text(at));
  const bool comma = records_.dialect.decimal_comma;
  // Most numbers are plain: only what is not is taken apart.
  auto value = comma ? parse(plain_number(cell, true)) : parse(cell);
  if (!value && !comma) value = parse(plain_number(cell, false));
  if (!value) spoil("bad_number", at, value.error());
  return value.value_or(0);
}

Minor Table::minor(At at) {
  return number<Minor>(at, parse_minor);
}

Micro Table::micro(At at) {
  return number<Micro>(at, parse_micro);
}

Moment Table::moment(At at) {
  const auto value = read_time(trimmed(text(at)), records_.dialect.dates);
  if (!value) spoil("bad_time", at, value.error());
  return value ? reading_.clock.moment(*value) : Moment{};
}

Day Table::day(At at) {
  const auto value = read_time(trimmed(text(at)), records_.dialect.dates);
  if (!value) spoil("bad_time", at, value.error());
  return value ? value->day : Day{};
}

bool Table::has_value(At at) const {
  const auto cell = text(at);
  return !is_missing(cell) && std::ranges::find(file_.format.missing, cell) == file_.format.missing.end();
}

std::optional<Moment> Table::moment_if_given(At at) {
  return has_value(at) ? std::optional(moment(at)) : std::nullopt;
}

std::optional<Minor> Table::minor_if_given(At at) {
  return has_value(at) ? std::optional(minor(at)) : std::nullopt;
}

std::optional<Micro> Table::micro_if_given(At at) {
  return has_value(at) ? std::optional(micro(at)) : std::nullopt;
}

}  // namespace shelfcast::sources
