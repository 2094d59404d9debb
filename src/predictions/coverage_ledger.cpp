// SPDX-License-Identifier: Apache-2.0
#include "shelfcast/predictions/coverage_ledger.hpp"

#include "predictions/coverage_codec.hpp"

#include <algorithm>
#include <functional>
#include <initializer_list>
#include <iterator>

namespace shelfcast::predictions {
namespace {

using domain::CoverageOf;
using domain::Held;
using storage::Database;
using storage::Statement;

std::unexpected<Error> unreadable(std::string_view what) {
  return fail(Code::corrupt, "catalogue.db", std::string(what) + " cannot be read");
}

Day day_in(const Statement& row, int column) {
  return {static_cast<std::int32_t>(row.integer(column))};
}

/// Whether the period is new, and so counted now.
Result<bool> mark(Database& database, std::string_view marketplace, const ScoredPeriod& period) {
  auto statement = database.prepare(
      "INSERT OR IGNORE INTO coverage_period (marketplace, cut, first_day, last_day, frame, promised_by, version, "
      "runs) VALUES (?, ?, ?, ?, ?, ?, ?, ?) RETURNING 1");
  if (!statement) return std::unexpected(statement.error());
  return statement->bind(marketplace)
      .bind(std::int64_t{period.cut.number})
      .bind(std::int64_t{period.about.period.first.number})
      .bind(std::int64_t{period.about.period.last.number})
      .bind(name_of(period.about.frame))
      .bind(period.promised_by)
      .bind(period.version)
      .bind_blob(encode_runs(period.runs))
      .step();
}

void bind_name(Statement& statement, std::string_view marketplace, const CoverageOf& of) {
  statement.bind(marketplace)
      .bind(static_cast<std::int64_t>(of.level))
      .bind(std::int64_t{of.category.value})
      .bind(name_of(of.frame))
      .bind(static_cast<std::int64_t>(of.band));
}

/// Adds to each sum what is new of it.
Result<void> add_held(Database& database, std::string_view marketplace, const std::map<CoverageOf, Held>& held) {
  auto find = database.prepare(
      "SELECT held FROM coverage_held WHERE marketplace = ? AND level = ? AND category = ? AND frame = ? AND band = ?");
  if (!find) return std::unexpected(find.error());
  auto put = database.prepare(
      "INSERT OR REPLACE INTO coverage_held (marketplace, level, category, frame, band, held) "
      "VALUES (?, ?, ?, ?, ?, ?)");
  if (!put) return std::unexpected(put.error());
  for (const auto& [of, more] : held) {
    Held sum = more;
    bind_name(*find, marketplace, of);
    const auto found = find->step();
    if (!found) return std::unexpected(found.error());
    if (*found) {
      const auto before = decode_held(find->text(0));
      if (!before) return unreadable("a sum of coverage");
      sum += *before;
    }
    find->reset();
    bind_name(*put, marketplace, of);
    if (const auto done = put->bind_blob(encode_held(sum)).step(); !done) return std::unexpected(done.error());
    put->reset();
  }
  return {};
}

using ReadRow = std::function<Result<void>(const Statement& row)>;

/// Row by row of a question about one marketplace, with up to two numbers more.
Result<void> each_row(Database& database, std::string_view sql, std::string_view marketplace,
                      std::initializer_list<std::int64_t> numbers, const ReadRow& read) {
  return database.read([&](Database& open) -> Result<void> {
    auto statement = open.prepare(sql);
    if (!statement) return std::unexpected(statement.error());
    statement->bind(marketplace);
    for (const auto number : numbers) statement->bind(number);
    for (;;) {
      const auto row = statement->step();
      if (!row) return std::unexpected(row.error());
      if (!*row) return {};
      if (auto done = read(*statement); !done) return done;
    }
  });
}

Result<domain::CoverageRow> read_row(const Statement& row) {
  const auto frame = parse_frame(row.text(2));
  const auto held = decode_held(row.text(4));
  if (!frame || !held) return unreadable("a sum of coverage");
  return domain::CoverageRow{.of = {.level = static_cast<domain::Level>(row.integer(0)),
                                    .category = {static_cast<std::uint32_t>(row.integer(1))},
                                    .frame = *frame,
                                    .band = static_cast<std::size_t>(row.integer(3))},
                             .held = *held};
}

}  // namespace

Result<void> CoverageLedger::add(std::string_view marketplace, const ScoredPeriod& period) {
  return database_.write("coverage", [&](Database& database) -> Result<void> {
    const auto is_new = mark(database, marketplace, period);
    if (!is_new) return std::unexpected(is_new.error());
    return *is_new ? add_held(database, marketplace, period.held) : Result<void>();
  });
}

Result<std::set<PeriodKey>> CoverageLedger::counted(std::string_view marketplace, Day from) const {
  std::set<PeriodKey> keys;
  const auto read =
      each_row(database_, "SELECT cut, first_day, last_day FROM coverage_period WHERE marketplace = ? AND cut >= ?",
               marketplace, {from.number}, [&](const Statement& row) -> Result<void> {
                 keys.emplace(day_in(row, 0), day_in(row, 1), day_in(row, 2));
                 return {};
               });
  if (!read) return std::unexpected(read.error());
  return keys;
}

Result<domain::Coverage> CoverageLedger::coverage(std::string_view marketplace) const {
  domain::Coverage coverage;
  coverage.marketplace = marketplace;
  const auto counted =
      each_row(database_, "SELECT count(*), min(cut), max(last_day) FROM coverage_period WHERE marketplace = ?",
               marketplace, {}, [&](const Statement& row) -> Result<void> {
                 coverage.periods = static_cast<std::uint64_t>(row.integer(0));
                 if (coverage.periods == 0) return {};
                 coverage.first_cut = day_in(row, 1);
                 coverage.last_day = day_in(row, 2);
                 return {};
               });
  if (!counted) return std::unexpected(counted.error());
  const auto summed =
      each_row(database_, "SELECT level, category, frame, band, held FROM coverage_held WHERE marketplace = ?",
               marketplace, {}, [&](const Statement& row) -> Result<void> {
                 const auto one = read_row(row);
                 if (!one) return std::unexpected(one.error());
                 coverage.rows.push_back(*one);
                 return {};
               });
  if (!summed) return std::unexpected(summed.error());
  std::ranges::sort(coverage.rows, {}, &domain::CoverageRow::of);
  return coverage;
}

Result<std::vector<domain::LiveRun>> CoverageLedger::runs(std::string_view marketplace, const Period& ended) const {
  std::vector<domain::LiveRun> runs;
  const auto read = each_row(
      database_,
      "SELECT runs FROM coverage_period WHERE marketplace = ? AND last_day BETWEEN ? AND ? ORDER BY cut, last_day",
      marketplace, {ended.first.number, ended.last.number}, [&](const Statement& row) -> Result<void> {
        auto more = decode_runs(row.text(0));
        if (!more) return unreadable("a scored period");
        std::ranges::move(*more, std::back_inserter(runs));
        return {};
      });
  if (!read) return std::unexpected(read.error());
  return runs;
}

}  // namespace shelfcast::predictions
