// SPDX-License-Identifier: Apache-2.0
#include "shelfcast/predictions/feedback_book.hpp"

#include <algorithm>
#include <limits>

namespace shelfcast::predictions {
namespace {

using domain::Feedback;
using storage::Database;
using storage::Statement;

constexpr std::string_view kSelect =
    "SELECT id, at, by, marketplace, cycle, level, key, frame, first_day, last_day, predicted_units, verdict, "
    "expected_units, comment, request FROM feedback ";

Day day_in(const Statement& row, int column) {
  return {static_cast<std::int32_t>(row.integer(column))};
}

Feedback feedback_in(const Statement& row) {
  const auto* const verdict = std::ranges::find(domain::kVerdicts, row.text(11));
  return {.id = row.integer(0),
          .at = {row.integer(1)},
          .by = row.text(2),
          .marketplace = row.text(3),
          .cycle = row.text(4),
          .level = static_cast<domain::Level>(row.integer(5)),
          .key = row.text(6),
          .frame = parse_frame(row.text(7)).value_or(Frame::week),
          .period = {day_in(row, 8), day_in(row, 9)},
          .predicted_units = row.integer(10),
          .verdict = static_cast<domain::Verdict>(verdict - domain::kVerdicts.begin()),
          .expected_units = row.is_null(12) ? std::nullopt : std::optional(row.integer(12)),
          .comment = row.text(13),
          .request = row.text(14)};
}

/// What was said under a key before.
Result<std::optional<Feedback>> said_before(Database& database, std::string_view by, std::string_view key) {
  if (key.empty()) return std::optional<Feedback>();
  auto select = database.prepare(std::string(kSelect) + "WHERE by = ? AND idempotency_key = ?");
  if (!select) return std::unexpected(select.error());
  const auto found = select->bind(by).bind(key).step();
  if (!found) return std::unexpected(found.error());
  return *found ? std::optional(feedback_in(*select)) : std::nullopt;
}

Result<void> insert(Database& database, Feedback& feedback, std::string_view key) {
  auto statement = database.prepare(
      "INSERT INTO feedback (at, by, marketplace, cycle, level, key, frame, first_day, last_day, predicted_units, "
      "verdict, expected_units, comment, request, idempotency_key) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, "
      "?) "
      "RETURNING id");
  if (!statement) return std::unexpected(statement.error());
  statement->bind(feedback.at.seconds)
      .bind(feedback.by)
      .bind(feedback.marketplace)
      .bind(feedback.cycle)
      .bind(static_cast<std::int64_t>(feedback.level))
      .bind(feedback.key)
      .bind(name_of(feedback.frame))
      .bind(std::int64_t{feedback.period.first.number})
      .bind(std::int64_t{feedback.period.last.number})
      .bind(feedback.predicted_units)
      .bind(domain::kVerdicts.at(static_cast<std::size_t>(feedback.verdict)));
  feedback.expected_units ? statement->bind(*feedback.expected_units) : statement->bind_null();
  const auto done = statement->bind(feedback.comment).bind(feedback.request).bind(key).step();
  if (!done) return std::unexpected(done.error());
  feedback.id = statement->integer(0);
  return {};
}

}  // namespace

Result<Feedback> FeedbackBook::add(Feedback feedback, std::string_view idempotency_key) {
  const auto written = database_.write("feedback", [&](Database& database) -> Result<void> {
    auto before = said_before(database, feedback.by, idempotency_key);
    if (!before) return std::unexpected(before.error());
    if (!*before) return insert(database, feedback, idempotency_key);
    if ((*before)->request != feedback.request)
      return fail(Code::invalid, std::string(idempotency_key), "this Idempotency-Key was used for something else");
    feedback = std::move(**before);
    return {};
  });
  if (!written) return std::unexpected(written.error());
  return feedback;
}

Result<std::vector<Feedback>> FeedbackBook::list(std::optional<std::int64_t> before, std::size_t at_most) const {
  std::vector<Feedback> all;
  const auto read = database_.read([&](Database& database) -> Result<void> {
    auto select = database.prepare(std::string(kSelect) + "WHERE id < ? ORDER BY id DESC LIMIT ?");
    if (!select) return std::unexpected(select.error());
    select->bind(before.value_or(std::numeric_limits<std::int64_t>::max())).bind(static_cast<std::int64_t>(at_most));
    for (;;) {
      const auto row = select->step();
      if (!row) return std::unexpected(row.error());
      if (!*row) return {};
      all.push_back(feedback_in(*select));
    }
  });
  if (!read) return std::unexpected(read.error());
  return all;
}

}  // namespace shelfcast::predictions
