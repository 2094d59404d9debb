// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "shelfcast/base/result.hpp"
#include "shelfcast/base/time.hpp"
#include "shelfcast/domain/alert.hpp"

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <vector>

namespace shelfcast::control {

/// A letter of alerts that reached nobody. Of one that cannot be read any more there are no alerts.
struct UndeliveredLetter {
  std::int64_t id = 0;
  std::string recipient;  ///< "on-call", "team", "seller DE 17"
  std::string channel;    ///< "email"
  std::string happened;   ///< "raised", "escalated", "resolved", "digest"
  std::vector<domain::Alert> alerts;
  std::int64_t attempts = 0;
  std::string problem;  ///< why the last one failed
  Instant written;
};

/// What people should have been told of alerts, and were not: tried in vain for a day, or refused. Any thread.
class AlertLetters {
 public:
  virtual ~AlertLetters() = default;

  /// Newest first, those before this id.
  [[nodiscard]] virtual Result<std::vector<UndeliveredLetter>> undelivered(std::optional<std::int64_t> before,
                                                                           std::size_t at_most) const = 0;
  /// Each is sent once more, now: all of them or none. `not_found` where there is no such letter, `conflict` where one
  /// is not undelivered.
  virtual Result<void> send_again(std::span<const std::int64_t> ids) = 0;
};

}  // namespace shelfcast::control
