// SPDX-License-Identifier: Apache-2.0
#include "app/local_alert_letters.hpp"

#include <utility>

namespace shelfcast::app {

Result<std::vector<control::UndeliveredLetter>> LocalAlertLetters::undelivered(std::optional<std::int64_t> before,
                                                                               std::size_t at_most) const {
  auto dead = house_.outbox->dead(before, at_most);
  if (!dead) return std::unexpected(dead.error());
  std::vector<control::UndeliveredLetter> letters;
  for (auto& kept : *dead)
    letters.push_back({.id = kept.id,
                       .recipient = std::move(kept.letter.recipient),
                       .channel = std::string(name_of(kept.letter.channel)),
                       .happened = std::string(name_of(kept.letter.happened)),
                       .alerts = std::move(kept.letter.alerts),
                       .attempts = kept.attempts,
                       .problem = std::move(kept.problem),
                       .written = kept.written});
  return letters;
}

}  // namespace shelfcast::app
