// SPDX-License-Identifier: Apache-2.0
#include "shelfcast/domain/alert_json.hpp"

#include "shelfcast/base/named.hpp"

#include <nlohmann/json.hpp>

#include <string>

namespace shelfcast::domain {
namespace {

using Json = nlohmann::ordered_json;

Json written(const std::optional<Instant>& moment) {
  return moment ? Json(format_instant(*moment)) : Json(nullptr);
}

Instant moment_of(const Json& json) {
  return parse_instant(json.get<std::string>()).value();
}

std::optional<Instant> maybe_moment_of(const Json& json) {
  if (json.is_null()) return std::nullopt;
  return moment_of(json);
}

template <class Value>
Json or_null(const std::optional<Value>& value) {
  return value ? Json(*value) : Json(nullptr);
}

template <class Value>
std::optional<Value> maybe(const Json& json) {
  if (json.is_null()) return std::nullopt;
  return json.get<Value>();
}

}  // namespace

Json to_json(const Alert& alert) {
  return {{"id", alert.id},
          {"rule", alert.rule},
          {"priority", kPriorities[static_cast<std::size_t>(alert.priority)]},
          {"state", kAlertStates[static_cast<std::size_t>(alert.state)]},
          {"marketplaceId", alert.marketplace},
          {"subject", alert.subject},
          {"subjectName", alert.subject_name},
          {"within", alert.within},
          {"sellerKey", alert.seller},
          {"message", alert.sentence},
          {"measured", alert.measured},
          {"threshold", alert.threshold},
          {"moneyAtStakeMinor", or_null(alert.money)},
          {"currency", alert.currency},
          {"raisedAt", format_instant(alert.raised)},
          {"changedAt", format_instant(alert.changed)},
          {"toldAt", written(alert.told)},
          {"acknowledgedAt", written(alert.acknowledged)},
          {"acknowledgedBy", alert.acknowledged_by},
          {"snoozedUntil", written(alert.snoozed_until)},
          {"escalatedAt", written(alert.escalated)},
          {"resolvedAt", written(alert.resolved)},
          {"times", alert.times},
          {"followsFrom", or_null(alert.follows_from)},
          {"followers", alert.followers}};
}

Alert alert_from_json(const Json& json) {
  return {.id = json.at("id"),
          .rule = json.at("rule"),
          .marketplace = json.at("marketplaceId"),
          .subject = json.at("subject"),
          .subject_name = json.at("subjectName"),
          .within = json.at("within"),
          .seller = json.at("sellerKey"),
          .priority = value_named<Priority>(kPriorities, json.at("priority").get<std::string>()).value(),
          .sentence = json.at("message"),
          .measured = json.at("measured"),
          .threshold = json.at("threshold"),
          .money = maybe<Minor>(json.at("moneyAtStakeMinor")),
          .currency = json.at("currency"),
          .state = value_named<AlertState>(kAlertStates, json.at("state").get<std::string>()).value(),
          .raised = moment_of(json.at("raisedAt")),
          .changed = moment_of(json.at("changedAt")),
          .told = maybe_moment_of(json.at("toldAt")),
          .acknowledged = maybe_moment_of(json.at("acknowledgedAt")),
          .acknowledged_by = json.at("acknowledgedBy"),
          .snoozed_until = maybe_moment_of(json.at("snoozedUntil")),
          .escalated = maybe_moment_of(json.at("escalatedAt")),
          .resolved = maybe_moment_of(json.at("resolvedAt")),
          .times = json.at("times"),
          .follows_from = maybe<std::int64_t>(json.at("followsFrom")),
          .followers = json.at("followers")};
}

}  // namespace shelfcast::domain
