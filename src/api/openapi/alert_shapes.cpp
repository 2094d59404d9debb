// SPDX-License-Identifier: Apache-2.0
#include "api/openapi/document.hpp"
#include "api/openapi/shape.hpp"

namespace shelfcast::api::openapi {
namespace {

Shape alert() {
  return object({{"id", whole()},
                 {"rule", text()},
                 {"priority", word({"P0", "P1", "P2", "P3"})},
                 {"state", word({"open", "acknowledged", "snoozed", "resolved"})},
                 {"marketplaceId", text()},
                 {"subject", text()},
                 {"subjectName", text()},
                 {"within", text()},
                 {"sellerKey", text()},
                 {"message", text()},
                 {"measured", number()},
                 {"threshold", number()},
                 {"moneyAtStakeMinor", maybe(whole())},
                 {"currency", text()},
                 {"raisedAt", time()},
                 {"changedAt", time()},
                 {"toldAt", maybe(time())},
                 {"acknowledgedAt", maybe(time())},
                 {"acknowledgedBy", text()},
                 {"snoozedUntil", maybe(time())},
                 {"escalatedAt", maybe(time())},
                 {"resolvedAt", maybe(time())},
                 {"times", whole()},
                 {"followsFrom", maybe(whole())},
                 {"followers", whole()},
                 {"links", object({{"runbook", text()}})}});
}

Shape undelivered_letter() {
  return object({{"id", whole()},
                 {"recipient", text()},
                 {"channel", word({"email", "slack", "pagerduty", "sms", "webhook"})},
                 {"happened", word({"raised", "escalated", "resolved", "digest"})},
                 {"alerts", list_of(named("Alert"))},
                 {"attempts", whole()},
                 {"problem", text()},
                 {"writtenAt", time()}});
}

}  // namespace

void add_alert_shapes(Shape& all) {
  const auto cadence = word({"immediate", "hourly", "daily"});
  const auto priority = word({"P0", "P1", "P2", "P3"});
  all["Alert"] = alert();
  all["Alerts"] = object({{"alerts", list_of(named("Alert"))}, {"next", maybe(text())}});
  all["AlertsActedOn"] = object({{"alerts", list_of(named("Alert"))}});
  all["AlertSummary"] = object({{"open", object({{"P0", whole()}, {"P1", whole()}, {"P2", whole()}, {"P3", whole()}})},
                                {"acknowledged", whole()},
                                {"snoozed", whole()},
                                {"raisedIn30Days", whole()},
                                {"resolvedIn30Days", whole()},
                                {"medianSecondsToAcknowledge", maybe(whole())},
                                {"medianSecondsToResolve", maybe(whole())}});
  all["AlertRules"] = object({{"rules", list_of(object({{"name", text()},
                                                        {"audience", word({"operators", "sellers"})},
                                                        {"priority", priority},
                                                        {"description", text()},
                                                        {"threshold", maybe(number())},
                                                        {"unit", text()},
                                                        {"condition", text()}}))}});
  all["AlertsChosen"] = only(object({{"ids", some_of(whole(), 1000)}}));
  all["AlertsSnoozed"] = only(object({{"ids", some_of(whole(), 1000)}, {"minutes?", whole()}}));
  all["AlertPreference"] = object({{"marketplaceId", text()},
                                   {"sellerKey", text()},
                                   {"email", text()},
                                   {"slackUrl", text()},
                                   {"webhookUrl", text()},
                                   {"webhookIsSigned", flag()},
                                   {"telephone", text()},
                                   {"cadence", cadence},
                                   {"alertsPerWeek", whole()},
                                   {"leastPriority", priority},
                                   {"thresholds", map_of(number())},
                                   {"mutedRules", list_of(text())}});
  all["AlertPreferenceChange"] = only(object({{"email?", maybe(text())},
                                              {"slackUrl?", maybe(text())},
                                              {"webhookUrl?", maybe(text())},
                                              {"webhookSecret?", maybe(text())},
                                              {"telephone?", maybe(text())},
                                              {"cadence?", cadence},
                                              {"alertsPerWeek?", whole()},
                                              {"leastPriority?", priority},
                                              {"thresholds?", map_of(number())},
                                              {"mutedRules?", list_of(text())}}));
  all["AlertLetters"] = object({{"letters", list_of(undelivered_letter())}, {"next", maybe(text())}});
  all["AlertLettersChosen"] = only(object({{"ids", some_of(whole(), 1000)}}));
  all["AlertLettersSent"] = object({{"letters", whole()}});
}

}  // namespace shelfcast::api::openapi
