// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "shelfcast/base/time.hpp"
#include "shelfcast/monitor/letter.hpp"
#include "shelfcast/storage/database.hpp"

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace shelfcast::monitor {

/// A letter that is kept, and how it stands. One that cannot be read any more tells of no alerts.
struct KeptLetter {
  std::int64_t id = 0;
  Letter letter;
  std::int64_t attempts = 0;  ///< that failed
  std::string problem;        ///< why the last one did
  Instant written;
  Instant due;
};

struct LetterCounts {
  std::int64_t waiting = 0;
  std::int64_t delivered = 0;  ///< of the last 30 days
  std::int64_t dead = 0;
};

/// What people are to be told, on disk until they are (SQLite). Any thread.
///
/// A letter:  put, (failed)*, delivered | dead;  a dead one may be waiting again.
/// At least once: one that was sent when the process ended, and not yet noted as delivered, is due again, under its
/// key.
class Outbox {
 public:
  explicit Outbox(storage::Database& database) : database_(database) {}

  /// Nothing where a letter of this key is kept already.
  Result<void> put(const Letter& letter, Instant now);
  /// Those that should be sent over a channel now, the longest due first.
  [[nodiscard]] Result<std::vector<KeptLetter>> due(Channel channel, Instant now, std::size_t at_most) const;

  Result<void> delivered(std::int64_t id, Instant now);
  /// Due again after 30 s, then twice as long each time up to an hour, or as long as the other side asked for. Returns
  /// whether it is dead instead: rejected, or in vain for a day.
  Result<bool> failed(const KeptLetter& kept, const Refusal& why, Instant now);
  /// They are not due before; that is no attempt.
  Result<void> put_off(std::span<const std::int64_t> ids, Instant until);

  /// Newest first, those before this id.
  [[nodiscard]] Result<std::vector<KeptLetter>> dead(std::optional<std::int64_t> before, std::size_t at_most) const;
  /// Dead letters are sent once more, all of these or none. `not_found`, or `conflict` where one is not dead.
  Result<void> again(std::span<const std::int64_t> ids, Instant now);

  [[nodiscard]] Result<LetterCounts> counts() const;
  /// How many could not be delivered.
  [[nodiscard]] Result<std::int64_t> died_since(Instant since) const;
  /// Of how many alerts this recipient was told, or is about to be, in letters written since then; each counts once,
  /// whatever happened to it and over how many channels.
  [[nodiscard]] Result<std::int64_t> told_since(std::string_view recipient, Instant since) const;

  /// Forgets what was delivered 30 days ago or earlier.
  Result<void> sweep(Instant now);

 private:
  storage::Database& database_;
};

}  // namespace shelfcast::monitor
