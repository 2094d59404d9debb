// SPDX-License-Identifier: Apache-2.0
#include "api/alerts/alert_desk.hpp"
#include "api/graph/asking.hpp"
#include "api/graph/fields.hpp"
#include "api/graph/json_fields.hpp"
#include "shelfcast/base/words.hpp"
#include "shelfcast/domain/alert_preference_json.hpp"

#include <algorithm>

namespace shelfcast::api::graph {
namespace {

using graphql::Call;
using graphql::Input;
using graphql::Output;

constexpr std::int64_t kMostAlerts = 100;

/// Why there is no answer: nobody watches here, or the caller may not.
std::optional<Output::Failure> refuse(const Call& call, std::string_view scope) {
  if (asking(call).services.alerts == nullptr) return Output::Failure{"Nothing is watched here.", "not-kept"};
  asking(call).lasts = false;
  return refuse_without(call, scope);
}

Output shown(const std::vector<domain::Alert>& alerts, const Call& call) {
  Json list = Json::array();
  for (const auto& alert : alerts) list.push_back(alert_json(alert));
  return output_of(std::move(list), call.keeper);
}

/// All but the count, which has a reader of its own.
QueryParameters narrowing(const Call& call) {
  auto parameters = parameters_of(call.arguments);
  std::erase_if(parameters, [](const auto& one) { return one.first == "limit"; });
  return parameters;
}

Output alerts(const Call& call) {
  if (auto refused = refuse(call, "alerts:read")) return std::move(*refused);
  const auto limit = count_asked(call, "limit", 1, kMostAlerts);
  if (!limit) return limit.error();
  const auto& [services, caller, lasts] = asking(call);
  const auto wanted = alerts_wanted(services, narrowing(call), caller.get());
  if (!wanted) return failure_of(wanted.error());
  const auto found = services.alerts->list(wanted->wanted, *limit);
  return found ? shown(*found, call) : Output(failure_of(refusal_of(found.error())));
}

template <AlertDeed deed>
Output act(const Call& call) {
  if (auto refused = refuse(call, "alerts:write")) return std::move(*refused);
  std::vector<std::int64_t> ids;
  for (const Input& id : call.arguments["ids"].list()) ids.push_back(id.integer());
  if (ids.empty() || ids.size() > kMostActedOn) return Output::Failure{"ids must be 1 to 1000 ids.", "bad-request"};
  std::int64_t minutes = 0;
  if constexpr (deed == AlertDeed::snooze) {
    const auto asked = count_asked(call, "minutes", 1, kLongestSnooze);
    if (!asked) return asked.error();
    minutes = static_cast<std::int64_t>(*asked);
  }
  const auto& [services, caller, lasts] = asking(call);
  const auto done = act_on_alerts(services, deed, std::move(ids), minutes, caller.get());
  return done ? shown(*done, call) : Output(failure_of(done.error()));
}

Output preference(const Call& call) {
  if (auto refused = refuse(call, "alerts:read")) return std::move(*refused);
  const auto& [services, caller, lasts] = asking(call);
  const auto whose = preference_asked(services, parameters_of(call.arguments), caller.get());
  if (!whose) return failure_of(whose.error());
  const auto found = services.alerts->preference(whose->marketplace, whose->seller);
  return found ? output_of(domain::to_json(*found), call.keeper) : Output(failure_of(refusal_of(found.error())));
}

/// As REST is sent it: an enum's value in the letters of the contract's words.
Json json_of(std::string_view name, const Input& value) {
  if (const auto* text = value.get_if<std::string>()) return name == "cadence" ? lowered(*text) : *text;
  if (const auto* number = value.get_if<std::int64_t>()) return *number;
  if (const auto* number = value.get_if<double>()) return *number;
  if (const auto* list = value.get_if<Input::List>()) {
    Json json = Json::array();
    for (const auto& one : *list) json.push_back(json_of("", one));
    return json;
  }
  return nullptr;
}

/// `[{rule, value}]` as an object by rule: GraphQL has no maps.
Json thresholds_of(const Input::List& list) {
  Json json = Json::object();
  for (const auto& one : list) json[one.find("rule")->text()] = one.find("value")->number();
  return json;
}

Output change_preference(const Call& call) {
  if (auto refused = refuse(call, "alerts:write")) return std::move(*refused);
  const auto& [services, caller, lasts] = asking(call);
  QueryParameters whose_asked;
  Json said = Json::object();
  for (const auto& [name, value] : call.arguments.values()) {
    if (name != "preference" && !value.is_null()) whose_asked.emplace_back(name, value.text());
  }
  const auto whose = preference_asked(services, whose_asked, caller.get());
  if (!whose) return failure_of(whose.error());
  for (const auto& [name, value] : call.arguments["preference"].fields()) {
    const auto* list = value.get_if<Input::List>();
    said[name] = name == "thresholds" && list != nullptr ? thresholds_of(*list) : json_of(name, value);
  }
  const auto kept = prefer(services, *whose, said);
  return kept ? output_of(domain::to_json(*kept), call.keeper) : Output(failure_of(kept.error()));
}

}  // namespace

void add_alerts(graphql::Wiring& wiring) {
  FieldsOf{wiring, "Query"}.add("alerts", graphql::root(alerts));
  FieldsOf{wiring, "Query"}.add("alertPreference", graphql::root(preference));
  const FieldsOf mutation{wiring, "Mutation"};
  mutation.add("acknowledgeAlerts", graphql::root(act<AlertDeed::acknowledge>));
  mutation.add("snoozeAlerts", graphql::root(act<AlertDeed::snooze>));
  mutation.add("reopenAlerts", graphql::root(act<AlertDeed::reopen>));
  mutation.add("changeAlertPreference", graphql::root(change_preference));
  FieldsOf{wiring, "Subscription"}.add("alertRaised",
                                       graphql::root([](const Call& call) { return Output(call.parents.front()); }));
  add_members(wiring, "Alert",
              {"id",          "rule",       "marketplaceId", "subject",        "subjectName",       "within",
               "sellerKey",   "message",    "measured",      "threshold",      "moneyAtStakeMinor", "currency",
               "raisedAt",    "changedAt",  "toldAt",        "acknowledgedAt", "acknowledgedBy",    "snoozedUntil",
               "escalatedAt", "resolvedAt", "times",         "followsFrom",    "followers"});
  add_words(wiring, "Alert", {"priority", "state"});
  add_members(wiring, "AlertPreference",
              {"marketplaceId", "sellerKey", "email", "slackUrl", "webhookUrl", "webhookIsSigned", "telephone",
               "alertsPerWeek", "mutedRules"});
  add_words(wiring, "AlertPreference", {"cadence", "leastPriority"});
  add_any(wiring, "AlertPreference", {"thresholds"});
}

}  // namespace shelfcast::api::graph
