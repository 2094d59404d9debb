// SPDX-License-Identifier: Apache-2.0
// What may be asked of alerts and done about them, for REST and GraphQL alike.
#pragma once

#include "api/question.hpp"
#include "api/refusal.hpp"
#include "shelfcast/api/api.hpp"
#include "shelfcast/control/alerts.hpp"
#include "shelfcast/identity/caller.hpp"

#include <nlohmann/json_fwd.hpp>

#include <cstdint>
#include <expected>
#include <string>
#include <string_view>
#include <vector>

namespace shelfcast::api {

/// Which alerts, and how many at once.
struct AlertsPage {
  domain::AlertsWanted wanted;
  std::size_t limit = 20;
};
/// By `marketplaceId sellerId audience state priority rule`, the fourth and fifth lists with commas. A seller gets its
/// own only.
std::expected<AlertsPage, Refusal> alerts_wanted(const Services& services, const QueryParameters& query,
                                                 const identity::Caller* caller);

enum class AlertDeed : std::uint8_t { acknowledge, snooze, reopen };
/// All of them or none. `minutes` is of a snooze.
std::expected<std::vector<domain::Alert>, Refusal> act_on_alerts(const Services& services, AlertDeed deed,
                                                                 std::vector<std::int64_t> ids, std::int64_t minutes,
                                                                 const identity::Caller* caller);

/// Whose preferences: `marketplaceId sellerId`.
struct PreferenceOf {
  std::string marketplace;
  std::string seller;
};
std::expected<PreferenceOf, Refusal> preference_asked(const Services& services, const QueryParameters& query,
                                                      const identity::Caller* caller);
/// What is left out of `said` stays as it is.
std::expected<domain::AlertPreference, Refusal> prefer(const Services& services, const PreferenceOf& whose,
                                                       const nlohmann::ordered_json& said);

/// An alert with links to its runbook.
nlohmann::ordered_json alert_json(const domain::Alert& alert);
nlohmann::ordered_json summary_json(const domain::AlertSummary& summary);
nlohmann::ordered_json rule_json(const control::AlertRule& rule);

/// What `alerts_wanted` reads, for the documentation.
struct AlertsAsked {
  std::string marketplace;
  std::string seller;
  std::vector<domain::AlertState> states;
  std::vector<domain::Priority> priorities;
  std::string rule;
  std::optional<bool> for_sellers;
  std::optional<std::int64_t> after;
  std::size_t limit = 20;
};
std::span<const Parameter<AlertsAsked>> alert_parameters();

inline constexpr std::int64_t kLongestSnooze = std::int64_t{30} * 24 * 60;  ///< minutes
inline constexpr std::size_t kMostActedOn = 1000;

}  // namespace shelfcast::api
