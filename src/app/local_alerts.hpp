// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "app/house.hpp"
#include "shelfcast/control/alerts.hpp"

namespace shelfcast::app {

/// Alerts kept by the house in this process.
class LocalAlerts final : public control::Alerts {
 public:
  explicit LocalAlerts(House& house) : house_(house) {}

  [[nodiscard]] Result<std::vector<domain::Alert>> list(const domain::AlertsWanted& wanted,
                                                        std::size_t at_most) const override {
    return house_.alerts->list(wanted, at_most);
  }
  [[nodiscard]] Result<domain::Alert> look(std::int64_t id) const override { return house_.alerts->find(id); }
  [[nodiscard]] Result<domain::AlertSummary> summary(const domain::AlertsWanted& wanted) const override {
    return house_.alerts->summary(wanted, house_.clock.now());
  }
  [[nodiscard]] std::vector<control::AlertRule> rules() const override;

  Result<std::vector<domain::Alert>> acknowledge(const domain::AlertAct& act) override {
    return house_.alerts->acknowledge(act);
  }
  Result<std::vector<domain::Alert>> snooze(const domain::AlertAct& act, Instant until) override {
    return house_.alerts->snooze(act, until);
  }
  Result<std::vector<domain::Alert>> reopen(const domain::AlertAct& act) override { return house_.alerts->reopen(act); }

  [[nodiscard]] Result<domain::AlertPreference> preference(std::string_view marketplace,
                                                           std::string_view seller) const override {
    return house_.alert_preferences->of(marketplace, seller);
  }
  Result<void> prefer(const domain::AlertPreference& preference) override {
    return house_.alert_preferences->keep(preference, house_.clock.now());
  }

 private:
  House& house_;
};

}  // namespace shelfcast::app
