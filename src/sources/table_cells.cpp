// SPDX-License-Identifier: Apache-2.0
// The cells of a row by type; table.cpp reads the rows.
#include "sources/table.hpp"

#include <fmt/format.h>

#include <utility>

namespace shelfcast::sources {
namespace {

constexpr std::size_t kDateLength = 10;

std::int64_t end_in_utc(const Moment& moment) {
  if (const auto* instant = std::get_if<Instant>(&moment)) return instant->seconds;
  return (std::get<Day>(moment).number + 1) * kDaySeconds;
}

Result<Moment> parse_moment(std::string_view text) {
  if (text.size() == kDateLength) {
    const auto day = parse_day(text);
    if (!day) return std::unexpected(day.error());
    return Moment(*day);
  }
  const auto instant = parse_instant(text);
  if (!instant) return std::unexpected(instant.error());
  return Moment(*instant);
}

}  // namespace

std::optional<Moment> newer(const std::optional<Moment>& a, const std::optional<Moment>& b) {
  if (!a || !b) return a ? a : b;
  return end_in_utc(*a) < end_in_utc(*b) ? b : a;
}

std::string_view Table::text(At at) const {
  return at == At::nowhere ? std::string_view() : csv_.fields()[static_cast<std::size_t>(at)];
}

void Table::spoil(std::string_view code, std::string reason) {
  if (!fault_) fault_ = {code, std::move(reason)};
}

void Table::spoil(std::string_view code, At at, const Error& error) {
  spoil(code, fmt::format("{}: {}", at == At::nowhere ? "" : header_[static_cast<std::size_t>(at)], error.sentence));
}

std::string_view Table::key(At at) {
  if (text(at).empty()) spoil("empty_id", at, {Code::rejected, "", "an id must not be empty"});
  return text(at);
}

Minor Table::minor(At at) {
  const auto value = parse_minor(text(at));
  if (!value) spoil("bad_number", at, value.error());
  return value.value_or(0);
}

Micro Table::micro(At at) {
  const auto value = parse_micro(text(at));
  if (!value) spoil("bad_number", at, value.error());
  return value.value_or(0);
}

Moment Table::moment(At at) {
  const auto value = parse_moment(text(at));
  if (!value) spoil("bad_time", at, value.error());
  return value.value_or(Moment{});
}

Day Table::day(At at) {
  const auto value = parse_day(text(at));
  if (!value) spoil("bad_time", at, value.error());
  return value.value_or(Day{});
}

std::optional<Moment> Table::moment_if_given(At at) {
  return text(at).empty() ? std::nullopt : std::optional(moment(at));
}

std::optional<Minor> Table::minor_if_given(At at) {
  return text(at).empty() ? std::nullopt : std::optional(minor(at));
}

}  // namespace shelfcast::sources
