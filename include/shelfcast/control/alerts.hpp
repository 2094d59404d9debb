// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "shelfcast/base/result.hpp"
#include "shelfcast/domain/alert.hpp"
#include "shelfcast/domain/alert_preference.hpp"

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace shelfcast::control {

/// Something that may be raised, as people are told of it.
struct AlertRule {
  std::string name;
  bool is_for_sellers = false;
  domain::Priority priority = domain::Priority::p3;
  std::string says;            ///< when it is raised, a sentence
  double threshold = 0;        ///< of sellers' rules the one that holds where they chose none
  std::string unit = {};       ///< of the threshold
  std::string condition = {};  ///< where it is one over metrics
};

/// What alerts there are, and what is done about them. Any thread.
class Alerts {
 public:
  virtual ~Alerts() = default;

  /// Newest first.
  [[nodiscard]] virtual Result<std::vector<domain::Alert>> list(const domain::AlertsWanted& wanted,
                                                                std::size_t at_most) const = 0;
  [[nodiscard]] virtual Result<domain::Alert> look(std::int64_t id) const = 0;
  [[nodiscard]] virtual Result<domain::AlertSummary> summary(const domain::AlertsWanted& wanted) const = 0;
  [[nodiscard]] virtual std::vector<AlertRule> rules() const = 0;

  /// Of all or of none: `not_found` where one is not there or not among those that may be acted on, `conflict` where
  /// one is resolved.
  virtual Result<std::vector<domain::Alert>> acknowledge(const domain::AlertAct& act) = 0;
  virtual Result<std::vector<domain::Alert>> snooze(const domain::AlertAct& act, Instant until) = 0;
  virtual Result<std::vector<domain::Alert>> reopen(const domain::AlertAct& act) = 0;

  /// The defaults where this seller never said anything.
  [[nodiscard]] virtual Result<domain::AlertPreference> preference(std::string_view marketplace,
                                                                   std::string_view seller) const = 0;
  virtual Result<void> prefer(const domain::AlertPreference& preference) = 0;
};

}  // namespace shelfcast::control
