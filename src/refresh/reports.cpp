// SPDX-License-Identifier: Apache-2.0
#include "shelfcast/refresh/reports.hpp"

#include "shelfcast/control/cycle_json.hpp"

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include <algorithm>
#include <charconv>

namespace shelfcast::refresh {
namespace {

using domain::CycleReport;
using storage::Database;
using storage::Statement;

constexpr std::int64_t kMostOfADay = 10'000;
constexpr std::int64_t kMostParts = 10'000;
constexpr std::int64_t kNewest = std::int64_t{1} << 62;

/// The day, the number and the part in "DE-20251120-1+3", as one number that grows with time.
std::int64_t order_of(std::string_view id) {
  std::int64_t number = 0;
  std::int64_t day = 0;
  std::int64_t part = 0;
  const auto dash = id.rfind('-');
  const auto before = id.rfind('-', dash - 1);
  if (dash == std::string_view::npos || before == std::string_view::npos) return 0;
  std::from_chars(id.data() + before + 1, id.data() + dash, day);
  const char* const end = id.data() + id.size();
  const char* const after = std::from_chars(id.data() + dash + 1, end, number).ptr;
  if (after != end && *after == '+') std::from_chars(after + 1, end, part);
  return (day * kMostOfADay + number) * kMostParts + part;
}

/// Not the cycle of some categories: those have a plus after the marketplace, which may itself hold one.
constexpr const char* kIsWhole = "(instr(substr(id, length(marketplace) + 1), '+') = 0)";

std::string day_digits(Day day) {
  const CivilDate date = civil(day);
  return fmt::format("{:04}{:02}{:02}", date.year, date.month, date.day);
}

Result<std::vector<CycleReport>> read_reports(Statement& statement) {
  std::vector<CycleReport> reports;
  for (;;) {
    const auto row = statement.step();
    if (!row) return std::unexpected(row.error());
    if (!*row) return reports;
    auto report = control::report_from_json(nlohmann::ordered_json::parse(statement.text(0), nullptr, false));
    if (!report) return std::unexpected(report.error());
    reports.push_back(std::move(*report));
  }
}

}  // namespace

Result<void> Reports::save(const CycleReport& report) {
  return database_.write("report", [&](Database& database) -> Result<void> {
    auto statement = database.prepare(
        "INSERT INTO cycle (id, marketplace, ordinal, state, report) VALUES (?, ?, ?, ?, ?) "
        "ON CONFLICT (id) DO UPDATE SET state = excluded.state, report = excluded.report");
    if (!statement) return std::unexpected(statement.error());
    const auto json = control::to_json(report);
    const auto done = statement->bind(report.id)
                          .bind(report.marketplace)
                          .bind(order_of(report.id))
                          .bind(json.at("state").get<std::string>())
                          .bind(json.dump())
                          .step();
    if (!done) return std::unexpected(done.error());
    return {};
  });
}

Result<std::optional<CycleReport>> Reports::find(std::string_view id) const {
  std::optional<CycleReport> found;
  const auto read = database_.read([&](Database& database) -> Result<void> {
    auto statement = database.prepare("SELECT report FROM cycle WHERE id = ?");
    if (!statement) return std::unexpected(statement.error());
    auto reports = read_reports(statement->bind(id));
    if (!reports) return std::unexpected(reports.error());
    if (!reports->empty()) found = std::move(reports->front());
    return {};
  });
  if (!read) return std::unexpected(read.error());
  return found;
}

Result<std::vector<CycleReport>> Reports::list(const std::optional<std::string>& older_than,
                                               std::size_t at_most) const {
  std::vector<CycleReport> listed;
  const auto read = database_.read([&](Database& database) -> Result<void> {
    // Ids of different marketplaces can share an ordinal: the pair is what is ordered.
    auto statement = database.prepare(
        "SELECT report FROM cycle WHERE (ordinal, id) < (?, ?) ORDER BY ordinal DESC, id DESC LIMIT ?");
    if (!statement) return std::unexpected(statement.error());
    statement->bind(older_than ? order_of(*older_than) : kNewest)
        .bind(older_than.value_or(""))
        .bind(static_cast<std::int64_t>(at_most));
    auto reports = read_reports(*statement);
    if (!reports) return std::unexpected(reports.error());
    listed = std::move(*reports);
    return {};
  });
  if (!read) return std::unexpected(read.error());
  return listed;
}

Result<std::optional<CycleReport>> Reports::published_by(std::string_view marketplace, Instant moment,
                                                         const std::optional<std::string>& older_than) const {
  std::optional<CycleReport> found;
  const auto read = database_.read([&](Database& database) -> Result<void> {
    auto statement = database.prepare(
        "SELECT report FROM cycle WHERE marketplace = ? AND ordinal < ? AND state IN ('ok', 'degraded') "
        "AND report ->> '$.started' <= ? AND report ->> '$.receipt' IS NOT NULL ORDER BY ordinal DESC LIMIT 1");
    if (!statement) return std::unexpected(statement.error());
    auto reports = read_reports(
        statement->bind(marketplace).bind(older_than ? order_of(*older_than) : kNewest).bind(format_instant(moment)));
    if (!reports) return std::unexpected(reports.error());
    if (!reports->empty()) found = std::move(reports->front());
    return {};
  });
  if (!read) return std::unexpected(read.error());
  return found;
}

Result<std::vector<CycleReport>> Reports::chosen(std::string_view marketplace, const std::string& condition) const {
  std::vector<CycleReport> found;
  const auto read = database_.read([&](Database& database) -> Result<void> {
    auto statement = database.prepare("SELECT report FROM cycle WHERE marketplace = ? AND " + condition);
    if (!statement) return std::unexpected(statement.error());
    auto reports = read_reports(statement->bind(marketplace));
    if (!reports) return std::unexpected(reports.error());
    found = std::move(*reports);
    return {};
  });
  if (!read) return std::unexpected(read.error());
  return found;
}

Result<std::vector<CycleReport>> Reports::running(std::string_view marketplace, bool parts) const {
  return chosen(marketplace,
                std::string("state = 'running' AND ") + (parts ? "NOT " : "") + kIsWhole + " ORDER BY ordinal DESC");
}

Result<std::optional<CycleReport>> Reports::last_ended(std::string_view marketplace) const {
  auto found =
      chosen(marketplace, std::string("state <> 'running' AND ") + kIsWhole + " ORDER BY ordinal DESC LIMIT 1");
  if (!found) return std::unexpected(found.error());
  return found->empty() ? std::nullopt : std::optional(std::move(found->front()));
}

Result<std::optional<CycleReport>> Reports::unfinished(std::string_view marketplace) const {
  auto found = running(marketplace, false);
  if (!found) return std::unexpected(found.error());
  return found->empty() ? std::nullopt : std::optional(std::move(found->front()));
}

Result<std::vector<CycleReport>> Reports::unfinished_parts(std::string_view marketplace) const {
  return running(marketplace, true);
}

Result<std::string> Reports::next_id(std::string_view marketplace, Day day) const {
  std::string id;
  const auto read = database_.read([&](Database& database) -> Result<void> {
    auto statement = database.prepare(
        std::string("SELECT count(*) FROM cycle WHERE marketplace = ? AND ordinal BETWEEN ? AND ? AND ") + kIsWhole);
    if (!statement) return std::unexpected(statement.error());
    const std::string prefix = fmt::format("{}-{}", marketplace, day_digits(day));
    const auto row = statement->bind(marketplace).bind(order_of(prefix + "-1")).bind(order_of(prefix + "-9999")).step();
    if (!row) return std::unexpected(row.error());
    id = fmt::format("{}-{}", prefix, statement->integer(0) + 1);
    return {};
  });
  if (!read) return std::unexpected(read.error());
  return id;
}

Result<std::string> Reports::next_part_id(std::string_view marketplace, std::string_view table) const {
  const auto plus = table.find('+', std::min(marketplace.size(), table.size()));
  const std::string base = std::string(table.substr(0, plus)) + '+';
  std::string id;
  const auto read = database_.read([&](Database& database) -> Result<void> {
    auto statement = database.prepare("SELECT count(*) FROM cycle WHERE substr(id, 1, length(?1)) = ?1");
    if (!statement) return std::unexpected(statement.error());
    const auto row = statement->bind(base).step();
    if (!row) return std::unexpected(row.error());
    id = fmt::format("{}{}", base, statement->integer(0) + 1);
    return {};
  });
  if (!read) return std::unexpected(read.error());
  return id;
}

}  // namespace shelfcast::refresh
