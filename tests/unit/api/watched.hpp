// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "shelfcast/base/clock.hpp"
#include "shelfcast/control/alerts.hpp"
#include "shelfcast/monitor/inbox.hpp"
#include "shelfcast/monitor/preferences.hpp"
#include "support/temp_folder.hpp"

#include <memory>
#include <vector>

namespace shelfcast::test {

/// Alerts over a real inbox, which hold whatever a test found.
class Watched final : public control::Alerts {
 public:
  explicit Watched(const Clock& clock) : clock_(clock) {}

  /// A demand spike of a product of this seller; returns the alert's id.
  std::int64_t find_spike(const std::string& seller, const std::string& product = "product:1101") {
    signals_.push_back({.rule = "demand-spike",
                        .subject = product,
                        .seller = seller,
                        .priority = domain::Priority::p2,
                        .sentence = "It sells far more than was foreseen.",
                        .money = 12'345});
    return inbox_
        ->take(
            {.at = clock_.now(), .marketplace = "DE", .currency = "EUR", .rules = {"demand-spike"}, .found = signals_})
        .value()
        .back()
        .alert.id;
  }
  void end_all() {
    signals_.clear();
    REQUIRE(inbox_->take({.at = clock_.now(), .marketplace = "DE", .rules = {"demand-spike"}, .found = {}}));
  }

  [[nodiscard]] Result<std::vector<domain::Alert>> list(const domain::AlertsWanted& wanted,
                                                        std::size_t at_most) const override {
    return inbox_->list(wanted, at_most);
  }
  [[nodiscard]] Result<domain::Alert> look(std::int64_t id) const override { return inbox_->find(id); }
  [[nodiscard]] Result<domain::AlertSummary> summary(const domain::AlertsWanted& wanted) const override {
    return inbox_->summary(wanted, clock_.now());
  }
  [[nodiscard]] std::vector<control::AlertRule> rules() const override {
    return {{.name = "demand-spike", .is_for_sellers = true, .says = "Far more.", .threshold = 0.5, .unit = "of it"},
            {.name = "rank-gained", .is_for_sellers = true, .says = "Better.", .threshold = 0.2, .unit = "of it"},
            {.name = "errors", .says = "Errors.", .condition = "increase(x, 5m) > 4"}};
  }
  Result<std::vector<domain::Alert>> acknowledge(const domain::AlertAct& act) override {
    return inbox_->acknowledge(act);
  }
  Result<std::vector<domain::Alert>> snooze(const domain::AlertAct& act, Instant until) override {
    return inbox_->snooze(act, until);
  }
  Result<std::vector<domain::Alert>> reopen(const domain::AlertAct& act) override { return inbox_->reopen(act); }
  [[nodiscard]] Result<domain::AlertPreference> preference(std::string_view marketplace,
                                                           std::string_view seller) const override {
    return preferences_.of(marketplace, seller);
  }
  Result<void> prefer(const domain::AlertPreference& preference) override {
    return preferences_.keep(preference, clock_.now());
  }

 private:
  const Clock& clock_;
  testing::TempFolder folder_;
  std::unique_ptr<storage::Database> database_ = storage::Database::open(folder_.path() / "catalogue.db").value();
  std::unique_ptr<monitor::Inbox> inbox_ = monitor::Inbox::open(*database_).value();
  monitor::Preferences preferences_{*database_};
  std::vector<monitor::Signal> signals_;
};

}  // namespace shelfcast::test
