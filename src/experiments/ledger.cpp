// SPDX-License-Identifier: Apache-2.0
#include "shelfcast/experiments/ledger.hpp"

#include <fmt/format.h>
#include <nlohmann/json.hpp>

namespace shelfcast::experiments {
namespace {

using domain::ModelDecision;
using storage::Database;
using storage::Statement;

constexpr std::string_view kDecisions =
    "SELECT marketplace, cycle, data_cut, decided_at, act, serves, instead_of, reason FROM model_decision WHERE ";

ModelDecision read_decision(const Statement& row) {
  return {.marketplace = row.text(0),
          .cycle = row.text(1),
          .data_cut = {static_cast<std::int32_t>(row.integer(2))},
          .at = {row.integer(3)},
          .act = domain::act_named(row.text(4)),
          .serves = row.text(5),
          .instead_of = row.text(6),
          .reason = row.text(7)};
}

Result<std::vector<ModelDecision>> decisions(Database& database, std::string_view condition,
                                             std::initializer_list<std::string_view> parameters) {
  std::vector<ModelDecision> found;
  const auto read = database.read([&](Database& open) -> Result<void> {
    auto statement = open.prepare(std::string(kDecisions) + std::string(condition));
    if (!statement) return std::unexpected(statement.error());
    for (const auto parameter : parameters) statement->bind(parameter);
    for (;;) {
      const auto row = statement->step();
      if (!row) return std::unexpected(row.error());
      if (!*row) return {};
      found.push_back(read_decision(*statement));
    }
  });
  if (!read) return std::unexpected(read.error());
  return found;
}

Result<std::optional<ModelDecision>> first_of(Result<std::vector<ModelDecision>> found) {
  if (!found) return std::unexpected(found.error());
  return found->empty() ? std::nullopt : std::optional(std::move(found->front()));
}

Score read_score(const Statement& row) {
  Score score{.first = {static_cast<std::int32_t>(row.integer(0))},
              .days = static_cast<int>(row.integer(1)),
              .promised_by = row.text(2),
              .version = row.text(3),
              .errors = {}};
  const auto errors = nlohmann::json::parse(row.text(4), nullptr, false);
  if (!errors.is_object()) return score;
  for (const auto& [name, error] : errors.items()) score.errors.emplace(name, error.get<double>());
  return score;
}

}  // namespace

Result<void> Ledger::add(const ModelDecision& decision) {
  return database_.write("decision", [&](Database& database) -> Result<void> {
    auto statement = database.prepare(
        "INSERT OR IGNORE INTO model_decision (marketplace, cycle, data_cut, decided_at, act, serves, instead_of, "
        "reason) VALUES (?, ?, ?, ?, ?, ?, ?, ?)");
    if (!statement) return std::unexpected(statement.error());
    const auto done = statement->bind(decision.marketplace)
                          .bind(decision.cycle)
                          .bind(std::int64_t{decision.data_cut.number})
                          .bind(decision.at.seconds)
                          .bind(domain::name_of(decision.act))
                          .bind(decision.serves)
                          .bind(decision.instead_of)
                          .bind(decision.reason)
                          .step();
    if (!done) return std::unexpected(done.error());
    return {};
  });
}

Result<std::optional<ModelDecision>> Ledger::of_cycle(std::string_view cycle) const {
  return first_of(decisions(database_, "cycle = ?", {cycle}));
}

Result<std::vector<ModelDecision>> Ledger::list(std::string_view marketplace, std::size_t at_most) const {
  return decisions(database_, fmt::format("marketplace = ? ORDER BY id DESC LIMIT {}", at_most), {marketplace});
}

Result<std::optional<ModelDecision>> Ledger::last_change(std::string_view marketplace) const {
  return first_of(decisions(database_, "marketplace = ? AND act NOT IN ('succeeded', 'kept') ORDER BY id DESC LIMIT 1",
                            {marketplace}));
}

Result<std::string> Ledger::replaced_by(std::string_view marketplace, std::string_view version) const {
  const auto found = first_of(
      decisions(database_,
                "marketplace = ? AND serves = ? AND instead_of <> serves AND instead_of <> '' ORDER BY id DESC LIMIT 1",
                {marketplace, version}));
  if (!found) return std::unexpected(found.error());
  return *found ? (*found)->instead_of : std::string();
}

Result<void> Ledger::add(std::string_view marketplace, const Score& score) {
  return database_.write("score", [&](Database& database) -> Result<void> {
    auto statement = database.prepare(
        "INSERT OR REPLACE INTO promise_score (marketplace, first_day, days, promised_by, version, errors) "
        "VALUES (?, ?, ?, ?, ?, ?)");
    if (!statement) return std::unexpected(statement.error());
    const auto done = statement->bind(marketplace)
                          .bind(std::int64_t{score.first.number})
                          .bind(std::int64_t{score.days})
                          .bind(score.promised_by)
                          .bind(score.version)
                          .bind(nlohmann::json(score.errors).dump())
                          .step();
    if (!done) return std::unexpected(done.error());
    return {};
  });
}

Result<std::vector<Score>> Ledger::scores(std::string_view marketplace, Day from) const {
  std::vector<Score> found;
  const auto read = database_.read([&](Database& database) -> Result<void> {
    auto statement = database.prepare(
        "SELECT first_day, days, promised_by, version, errors FROM promise_score "
        "WHERE marketplace = ? AND first_day >= ? ORDER BY first_day");
    if (!statement) return std::unexpected(statement.error());
    statement->bind(marketplace).bind(std::int64_t{from.number});
    for (;;) {
      const auto row = statement->step();
      if (!row) return std::unexpected(row.error());
      if (!*row) return {};
      found.push_back(read_score(*statement));
    }
  });
  if (!read) return std::unexpected(read.error());
  return found;
}

}  // namespace shelfcast::experiments
