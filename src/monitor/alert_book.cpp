// SPDX-License-Identifier: Apache-2.0
#include "monitor/alert_book.hpp"

#include "shelfcast/base/named.hpp"
#include "shelfcast/domain/alert_json.hpp"
#include "shelfcast/storage/rows.hpp"

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include <cstdint>
#include <string>
#include <utility>

namespace shelfcast::monitor {
namespace {

using domain::Alert;
using domain::AlertState;
using storage::Database;
using storage::Statement;

struct Row {
  std::int64_t id;
  std::string json;
};

Result<Alert> read(const Row& row) try {
  Alert alert = domain::alert_from_json(nlohmann::ordered_json::parse(row.json));
  alert.id = row.id;
  return alert;
} catch (const std::exception& problem) {
  return fail(Code::corrupt, fmt::format("alert {}", row.id), problem.what());
}

Result<std::vector<Alert>> select(Database& database, std::string_view rest, const storage::Bind& bind) {
  std::vector<Row> rows;
  const auto done = database.read([&](Database& open) {
    return storage::each_row(open, "SELECT id, json FROM alert " + std::string(rest), bind,
                             [&](const Statement& row) { rows.push_back({row.integer(0), row.text(1)}); });
  });
  if (!done) return std::unexpected(done.error());
  std::vector<Alert> alerts;
  for (const Row& row : rows) {
    auto alert = read(row);
    if (!alert) return std::unexpected(alert.error());
    alerts.push_back(std::move(*alert));
  }
  return alerts;
}

void bind_maybe(Statement& statement, const std::optional<Instant>& moment) {
  if (moment)
    statement.bind(moment->seconds);
  else
    statement.bind_null();
}

/// ` AND column IN (?, ?)`, or nothing where anything will do.
template <class Values>
std::string among(std::string_view column, const Values& values) {
  if (values.empty()) return "";
  std::string marks = "?";
  for (std::size_t i = 1; i < values.size(); ++i) marks += ", ?";
  return fmt::format(" AND {} IN ({})", column, marks);
}

std::string condition_of(const domain::AlertsWanted& wanted) {
  return "(?1 IS NULL OR id < ?1) AND (?2 = '' OR marketplace = ?2) AND (?3 IS NULL OR seller = ?3) AND (?4 = '' OR "
         "rule = ?4) AND (?5 IS NULL OR (seller <> '') = ?5)" +
         among("state", wanted.states) + among("priority", wanted.priorities);
}

void bind_condition(Statement& statement, const domain::AlertsWanted& wanted) {
  if (wanted.before)
    statement.bind(*wanted.before);
  else
    statement.bind_null();
  statement.bind(wanted.marketplace);
  if (wanted.seller)
    statement.bind(*wanted.seller);
  else
    statement.bind_null();
  statement.bind(wanted.rule);
  if (wanted.for_sellers)
    statement.bind(std::int64_t{*wanted.for_sellers});
  else
    statement.bind_null();
  for (const auto state : wanted.states) statement.bind(domain::kAlertStates[static_cast<std::size_t>(state)]);
  for (const auto priority : wanted.priorities) statement.bind(domain::kPriorities[static_cast<std::size_t>(priority)]);
}

}  // namespace

Result<void> AlertBook::write(Alert& alert) {
  auto statement = database_.prepare(
      "INSERT OR REPLACE INTO alert (id, rule, marketplace, subject, seller, state, priority, raised_at, changed_at, "
      "resolved_at, json) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) RETURNING id");
  if (!statement) return std::unexpected(statement.error());
  if (alert.id == 0)
    statement->bind_null();
  else
    statement->bind(alert.id);
  statement->bind(alert.rule).bind(alert.marketplace).bind(alert.subject).bind(alert.seller);
  statement->bind(domain::kAlertStates[static_cast<std::size_t>(alert.state)]);
  statement->bind(domain::kPriorities[static_cast<std::size_t>(alert.priority)]);
  statement->bind(alert.raised.seconds).bind(alert.changed.seconds);
  bind_maybe(*statement, alert.resolved);
  const std::string json = domain::to_json(alert).dump();
  const auto row = statement->bind(json).step();
  if (!row) return std::unexpected(row.error());
  alert.id = statement->integer(0);
  return {};
}

Result<std::vector<Alert>> AlertBook::unresolved() const {
  return select(database_, "WHERE resolved_at IS NULL ORDER BY id", [](Statement&) {});
}

Result<std::optional<Alert>> AlertBook::resolved_since(const Alert& like, Instant moment) const {
  auto found = select(database_,
                      "WHERE rule = ? AND marketplace = ? AND subject = ? AND seller = ? AND resolved_at >= ? "
                      "ORDER BY id DESC LIMIT 1",
                      [&](Statement& statement) {
                        statement.bind(like.rule).bind(like.marketplace).bind(like.subject).bind(like.seller);
                        statement.bind(moment.seconds);
                      });
  if (!found) return std::unexpected(found.error());
  if (found->empty()) return std::nullopt;
  return std::move(found->front());
}

Result<std::vector<Alert>> AlertBook::list(const domain::AlertsWanted& wanted, std::size_t at_most) const {
  return select(database_, "WHERE " + condition_of(wanted) + " ORDER BY id DESC LIMIT ?", [&](Statement& statement) {
    bind_condition(statement, wanted);
    statement.bind(static_cast<std::int64_t>(at_most));
  });
}

Result<std::vector<AlertBook::Brief>> AlertBook::briefs(const domain::AlertsWanted& wanted, Instant since) const {
  const std::string sql =
      "SELECT state, priority, raised_at, unixepoch(json ->> '$.acknowledgedAt'), resolved_at FROM alert WHERE " +
      condition_of(wanted) + " AND (raised_at >= ? OR resolved_at IS NULL)";
  std::vector<Brief> briefs;
  const auto maybe = [](const Statement& row, int column) {
    return row.is_null(column) ? std::nullopt : std::optional(row.integer(column));
  };
  const auto read = database_.read([&](Database& open) {
    return storage::each_row(
        open, sql,
        [&](Statement& statement) {
          bind_condition(statement, wanted);
          statement.bind(since.seconds);
        },
        [&](const Statement& row) {
          const auto state = value_named<AlertState>(domain::kAlertStates, row.text(0));
          const auto priority = value_named<domain::Priority>(domain::kPriorities, row.text(1));
          if (state && priority) briefs.push_back({*state, *priority, row.integer(2), maybe(row, 3), maybe(row, 4)});
        });
  });
  if (!read) return std::unexpected(read.error());
  return briefs;
}

Result<void> AlertBook::forget(Instant resolved_before) {
  return storage::run(database_, "DELETE FROM alert WHERE resolved_at < ?",
                      [&](Statement& statement) { statement.bind(resolved_before.seconds); });
}

Result<Alert> AlertBook::find(std::int64_t id) const {
  auto found = select(database_, "WHERE id = ?", [&](Statement& statement) { statement.bind(id); });
  if (!found) return std::unexpected(found.error());
  if (found->empty()) return fail(Code::not_found, fmt::format("alert {}", id), "There is no such alert.");
  return std::move(found->front());
}

}  // namespace shelfcast::monitor
