// SPDX-License-Identifier: Apache-2.0
#include "sources/postgres/recount.hpp"

#include "sources/row.hpp"
#include "sources/row_bytes.hpp"

#include <algorithm>
#include <charconv>
#include <utility>

namespace shelfcast::sources {
namespace {

constexpr std::uint64_t kLinesAtOnce = 500'000;  // held in memory while they are compared, some 150 bytes each

std::string identity_of(std::string_view order, std::string_view line) {
  std::string identity;
  put_text(identity, order);
  return identity.append(line);
}

/// The earlier count of a day, or that there was none.
DayCount count_of(const DayCounts& counts, const std::string& day) {
  const auto found = counts.find(day);
  return found == counts.end() ? DayCount{} : found->second;
}

}  // namespace

Result<DayCounts> count_days(Connection& connection, const SalesQueries& queries) {
  const auto rows = connection.query(queries.counts());
  if (!rows) return std::unexpected(rows.error());
  DayCounts counts;
  for (const auto& row : *rows) {
    DayCount& count = counts[row[0]];
    std::from_chars(row[1].data(), row[1].data() + row[1].size(), count.lines);
    count.digest = row[2];
  }
  return counts;
}

Recount::Recount(const Telling& telling, SalesReader& reader, ToldLines& told_lines,
                 const domain::Marketplace& marketplace, TimeZone zone)
    : telling_(telling), reader_(reader), told_lines_(told_lines), marketplace_(marketplace), zone_(std::move(zone)) {}

Result<void> Recount::run(const PostgresPosition& before, const SalesQueries& queries, const DayCounts& now) {
  const auto days = days_to_compare(before, now);
  if (!days) return std::unexpected(days.error());
  std::vector<std::string> group;
  std::uint64_t lines = 0;
  for (const auto& day : *days) {
    group.push_back(day);
    lines += std::max(count_of(before.days, day).lines, count_of(now, day).lines);
    if (lines < kLinesAtOnce && day != *days->rbegin()) continue;
    if (auto compared = compare(before, queries, group); !compared) return compared;
    group.clear();
    lines = 0;
  }
  if (auto told = tell_moves(); !told) return told;
  if (auto told = take_back_the_gone(); !told) return told;

  auto& position = telling_.position;
  position.days = now;
  for (auto& [day, count] : position.days) {
    count.generation = days->contains(day) ? position.generation : count_of(before.days, day).generation;
  }
  for (const auto& day : *days) {
    if (before.days.contains(day)) position.forgettable.emplace_back(count_of(before.days, day).generation, day);
    for (const auto generation : before.uncounted) position.forgettable.emplace_back(generation, day);
  }
  position.uncounted.clear();
  position.recounted = telling_.now;
  return {};
}

Result<std::set<std::string>> Recount::days_to_compare(const PostgresPosition& before, const DayCounts& now) const {
  std::set<std::string> days;
  for (const auto& [day, count] : now) {
    if (!count.same_lines(count_of(before.days, day))) days.insert(day);
  }
  for (const auto& [day, count] : before.days) {
    if (!now.contains(day)) days.insert(day);
  }
  // A line that came and went since the last count leaves the count as it was.
  for (const auto generation : before.uncounted) {
    auto told = told_lines_.days_of(generation);
    if (!told) return std::unexpected(told.error());
    days.merge(*told);
  }
  return days;
}

Result<void> Recount::compare(const PostgresPosition& before, const SalesQueries& queries,
                              std::span<const std::string> days) {
  auto known = recall(before, days);
  if (!known) return std::unexpected(known.error());
  std::vector<std::string> literals;
  for (const auto& day : days) literals.push_back(telling_.connection.quoted(day));
  const auto tell = [&](const ReadLine& read) { return tell_if_news(read, *known); };
  if (auto read = reader_.read(queries.of_days(literals), tell); !read) return read;
  for (auto& [identity, line] : *known) {
    if (!line.seen) gone_.insert_or_assign(identity, std::move(line));
  }
  return {};
}

Result<Recount::KnownLines> Recount::recall(const PostgresPosition& before, std::span<const std::string> days) const {
  KnownLines known;
  const auto keep = [&](const ToldLine& line) {
    Known& kept = known[identity_of(line.order, line.line)];
    const auto updated = std::max(kept.line.updated, line.updated);
    kept.product = line.product;
    kept.line = line;
    kept.line.updated = updated;
  };
  for (const auto& day : days) {
    std::vector<std::uint32_t> generations;
    if (before.days.contains(day)) generations.push_back(count_of(before.days, day).generation);
    generations.insert(generations.end(), before.uncounted.begin(), before.uncounted.end());
    for (const auto generation : generations) {
      if (auto done = told_lines_.recall(generation, day, keep); !done) return std::unexpected(done.error());
    }
  }
  return known;
}

Result<void> Recount::tell_if_news(const ReadLine& read, KnownLines& known) {
  auto identity = identity_of(read.line.order, read.line.line);
  const auto found = known.find(identity);
  const bool is_known = found != known.end();
  if (is_known) found->second.seen = true;

  ToldLine told = read.to_remember();
  if (is_known && found->second.line.content == read.content) {
    told.updated = found->second.line.updated;
  } else if (is_told_as_news(read) && !is_known) {
    news_.push_back(encode(read.line));
  } else if (!is_told_as_news(read) || told.updated <= found->second.line.updated) {
    RawLine line = read.line;
    told.updated = version_after(is_known ? found->second.line : told);
    line.updated = told.updated;
    if (auto done = telling_.sink.line(line); !done) return done;
  }
  if (!is_known) appeared_.insert(std::move(identity));
  return told_lines_.remember(std::string(read.day), told);
}

bool Recount::is_told_as_news(const ReadLine& read) const {
  const auto since = [](const std::optional<Instant>& updated, const std::optional<Instant>& from) {
    return updated && from && *updated >= *from;
  };
  return since(read.line_updated, telling_.since.lines) || since(read.order_updated, telling_.since.orders);
}

/// A line that has only moved to another day is not gone; where it was told as news there, that may have been with the
/// time of its update, which is no newer than what was told before.
Result<void> Recount::tell_moves() {
  for (const auto& bytes : news_) {
    auto line = *decode_line(bytes);
    const auto was = gone_.find(identity_of(line.order, line.line));
    if (was == gone_.end() || instant_of(*line.updated) > was->second.line.updated) continue;
    line.updated = version_after(was->second.line);
    if (auto told = telling_.sink.line(line); !told) return told;
  }
  return {};
}

Result<void> Recount::take_back_the_gone() {
  for (const auto& [identity, known] : gone_) {
    if (appeared_.contains(identity)) continue;
    ByteReader parts(identity);
    const auto order = parts.text();
    const auto id = parts.rest();
    const RawLine line{.place = {reader_.source(), row_number(id)},
                       .order = order,
                       .line = id,
                       .product = known.product,
                       .happened = known.line.happened,
                       .updated = version_after(known.line),
                       .quantity = kMicro,
                       .unit_price = 0,
                       .line_total = 0,
                       .status = domain::LineStatus::cancelled};
    if (auto told = telling_.sink.line(line); !told) return told;
  }
  return {};
}

/// Where a line had no updated_at, it is taken to have been learnt at the end of its day and the source's lag, which
/// may still lie ahead.
Instant Recount::version_after(const ToldLine& line) const {
  if (line.updated) return std::max(telling_.now, *line.updated + 1);
  const auto* date = std::get_if<Day>(&line.happened);
  const Day day = date != nullptr ? *date : zone_.local_day(std::get<Instant>(line.happened));
  return std::max(telling_.now, zone_.midnight(day + 1) + marketplace_.lag_hours * kHour + 1);
}

}  // namespace shelfcast::sources
