// SPDX-License-Identifier: Apache-2.0
#include "shelfcast/monitor/outbox.hpp"

#include "monitor/letter_json.hpp"
#include "shelfcast/storage/rows.hpp"

#include <algorithm>
#include <limits>

namespace shelfcast::monitor {
namespace {

using storage::Database;
using storage::each_row;
using storage::Statement;

constexpr std::int64_t kFirstWait = 30;
constexpr std::int64_t kLongestWait = kHour;
constexpr std::int64_t kTriedFor = kDaySeconds;
constexpr std::int64_t kKeptFor = 30 * kDaySeconds;

constexpr std::string_view kSelect =
    "SELECT id, key, recipient, channel, attempts, problem, written_at, due_at, json FROM letter ";

/// What cannot be read tells of no alerts.
KeptLetter letter_in(const Statement& row) {
  KeptLetter kept{.id = row.integer(0),
                  .letter = {.key = row.text(1), .recipient = row.text(2), .alerts = {}},
                  .attempts = row.integer(4),
                  .problem = row.text(5),
                  .written = {row.integer(6)},
                  .due = {row.integer(7)}};
  const auto* const channel = std::ranges::find(kChannels, row.text(3));
  if (channel == kChannels.end()) return kept;
  kept.letter.channel = static_cast<Channel>(channel - kChannels.begin());
  if (!read_letter_text(row.text(8), kept.letter)) kept.letter.alerts.clear();
  return kept;
}

Result<std::vector<KeptLetter>> letters(Database& database, std::string_view where, const storage::Bind& bind) {
  std::vector<KeptLetter> found;
  const auto read = database.read([&](Database& open) {
    return each_row(open, std::string(kSelect).append(where), bind,
                    [&](const Statement& row) { found.push_back(letter_in(row)); });
  });
  if (!read) return std::unexpected(read.error());
  return found;
}

Result<std::int64_t> number(Database& database, std::string_view sql, const storage::Bind& bind) {
  std::int64_t found = 0;
  const auto read = database.read(
      [&](Database& open) { return each_row(open, sql, bind, [&](const Statement& row) { found = row.integer(0); }); });
  if (!read) return std::unexpected(read.error());
  return found;
}

Result<void> change(Database& database, std::string_view sql, const storage::Bind& bind) {
  return database.write("monitor.letter", [&](Database& open) { return storage::run(open, sql, bind); });
}

std::int64_t wait_after(std::int64_t attempts) {
  constexpr std::int64_t kDoublings = 7;  // past the longest wait
  return std::min(kFirstWait << std::min(attempts - 1, kDoublings), kLongestWait);
}

Result<void> revive(Database& open, std::int64_t id, Instant now) {
  const std::string place = "letter " + std::to_string(id);
  auto select = open.prepare("SELECT state FROM letter WHERE id = ?");
  if (!select) return std::unexpected(select.error());
  const auto found = select->bind(id).step();
  if (!found) return std::unexpected(found.error());
  if (!*found) return fail(Code::not_found, place, "There is no such letter.");
  if (select->text(0) != "dead")
    return fail(Code::conflict, place, "The letter was delivered, or is still on its way.");
  return storage::run(open, "UPDATE letter SET state = 'waiting', due_at = ?, done_at = NULL WHERE id = ?",
                      [&](Statement& statement) { statement.bind(now.seconds).bind(id); });
}

}  // namespace

Result<void> Outbox::put(const Letter& letter, Instant now) {
  return change(database_,
                "INSERT INTO letter (key, recipient, channel, state, due_at, written_at, json) "
                "VALUES (?, ?, ?, 'waiting', ?, ?, ?) ON CONFLICT (key) DO NOTHING",
                [&](Statement& statement) {
                  statement.bind(letter.key).bind(letter.recipient).bind(name_of(letter.channel));
                  statement.bind(now.seconds).bind(now.seconds).bind(letter_text(letter));
                });
}

Result<std::vector<KeptLetter>> Outbox::due(Channel channel, Instant now, std::size_t at_most) const {
  return letters(database_, "WHERE state = 'waiting' AND channel = ? AND due_at <= ? ORDER BY due_at, id LIMIT ?",
                 [&](Statement& statement) {
                   statement.bind(name_of(channel)).bind(now.seconds).bind(static_cast<std::int64_t>(at_most));
                 });
}

Result<void> Outbox::delivered(std::int64_t id, Instant now) {
  return change(database_, "UPDATE letter SET state = 'delivered', done_at = ?, problem = '' WHERE id = ?",
                [&](Statement& statement) { statement.bind(now.seconds).bind(id); });
}

Result<bool> Outbox::failed(const KeptLetter& kept, const Refusal& why, Instant now) {
  const std::int64_t attempts = kept.attempts + 1;
  const bool is_dead = why.error.code == Code::rejected || now >= kept.written + kTriedFor;
  const std::int64_t wait = std::max(wait_after(attempts), std::min(why.wait_seconds, kTriedFor));
  const auto noted = change(
      database_, "UPDATE letter SET state = ?, attempts = ?, problem = ?, due_at = ?, done_at = ? WHERE id = ?",
      [&](Statement& statement) {
        statement.bind(is_dead ? "dead" : "waiting").bind(attempts).bind(why.error.text()).bind((now + wait).seconds);
        is_dead ? statement.bind(now.seconds) : statement.bind_null();
        statement.bind(kept.id);
      });
  if (!noted) return std::unexpected(noted.error());
  return is_dead;
}

Result<void> Outbox::put_off(std::span<const std::int64_t> ids, Instant until) {
  if (ids.empty()) return {};
  return database_.write("monitor.letter", [&](Database& open) -> Result<void> {
    auto update = open.prepare("UPDATE letter SET due_at = ? WHERE id = ? AND state = 'waiting'");
    if (!update) return std::unexpected(update.error());
    for (const std::int64_t id : ids) {
      if (const auto done = update->bind(until.seconds).bind(id).step(); !done) return std::unexpected(done.error());
      update->reset();
    }
    return {};
  });
}

Result<std::vector<KeptLetter>> Outbox::dead(std::optional<std::int64_t> before, std::size_t at_most) const {
  return letters(database_, "WHERE state = 'dead' AND id < ? ORDER BY id DESC LIMIT ?", [&](Statement& statement) {
    statement.bind(before.value_or(std::numeric_limits<std::int64_t>::max())).bind(static_cast<std::int64_t>(at_most));
  });
}

Result<void> Outbox::again(std::span<const std::int64_t> ids, Instant now) {
  return database_.write("monitor.letter", [&](Database& open) -> Result<void> {
    for (const std::int64_t id : ids)
      if (auto done = revive(open, id, now); !done) return done;
    return {};
  });
}

Result<LetterCounts> Outbox::counts() const {
  LetterCounts all;
  const auto read = database_.read([&](Database& open) {
    return each_row(
        open,
        "SELECT count(*) FILTER (WHERE state = 'waiting'), count(*) FILTER (WHERE state = 'delivered'), "
        "count(*) FILTER (WHERE state = 'dead') FROM letter",
        [](Statement&) {},
        [&](const Statement& row) {
          all = {.waiting = row.integer(0), .delivered = row.integer(1), .dead = row.integer(2)};
        });
  });
  if (!read) return std::unexpected(read.error());
  return all;
}

Result<std::int64_t> Outbox::died_since(Instant since) const {
  return number(database_, "SELECT count(*) FROM letter WHERE state = 'dead' AND done_at >= ?",
                [&](Statement& statement) { statement.bind(since.seconds); });
}

Result<std::int64_t> Outbox::told_since(std::string_view recipient, Instant since) const {
  return number(database_,
                "SELECT count(DISTINCT alert.value ->> 'id') FROM letter, json_each(letter.json, '$.alerts') AS alert "
                "WHERE recipient = ? AND written_at >= ? AND state <> 'dead'",
                [&](Statement& statement) { statement.bind(recipient).bind(since.seconds); });
}

Result<void> Outbox::sweep(Instant now) {
  return change(database_, "DELETE FROM letter WHERE state = 'delivered' AND done_at <= ?",
                [&](Statement& statement) { statement.bind((now - kKeptFor).seconds); });
}

}  // namespace shelfcast::monitor
