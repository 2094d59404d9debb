// SPDX-License-Identifier: Apache-2.0
#include "api/alerts/alert_desk.hpp"

#include "api/alerts/preference.hpp"
#include "api/guard/tenancy.hpp"
#include "api/ranked.hpp"
#include "shelfcast/base/named.hpp"
#include "shelfcast/domain/alert_json.hpp"

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include <algorithm>
#include <array>
#include <iterator>
#include <utility>

namespace shelfcast::api {
namespace {

using Json = nlohmann::ordered_json;

/// Names of a table with commas between them, as the table's values.
template <class Value, std::size_t n>
bool read_list(std::string_view text, const std::array<std::string_view, n>& names, std::vector<Value>& values) {
  while (true) {
    const auto comma = std::min(text.find(','), text.size());
    const auto named = value_named<Value>(names, text.substr(0, comma));
    if (!named) return false;
    values.push_back(*named);
    if (comma == text.size()) return true;
    text.remove_prefix(comma + 1);
  }
}

bool read_id(std::string_view text, std::optional<std::int64_t>& id) {
  const auto row = parse_count(text, 1, kLargestRowId);
  if (row) id = static_cast<std::int64_t>(*row);
  return row.has_value();
}

bool read_audience(std::string_view text, std::optional<bool>& for_sellers) {
  if (text == "operators") for_sellers = false;
  if (text == "sellers") for_sellers = true;
  return for_sellers.has_value();
}

constexpr std::array<Parameter<AlertsAsked>, 8> kParameters{{
    {"marketplaceId", [](auto text, auto& asked) { return read_name(text, asked.marketplace); }, kMarketplaceRule},
    {"sellerId",
     [](auto text, auto& asked) { return read_name(text, asked.seller); },
     {"must be a seller, by its id or its source's key"}},
    {"state",
     [](auto text, auto& asked) { return read_list(text, domain::kAlertStates, asked.states); },
     {"must be of open, acknowledged, snoozed and resolved, with commas between them"}},
    {"priority",
     [](auto text, auto& asked) { return read_list(text, domain::kPriorities, asked.priorities); },
     {"must be of P0, P1, P2 and P3, with commas between them"}},
    {"rule", [](auto text, auto& asked) { return read_name(text, asked.rule); },
     text_as("demand-spike", "must be a rule's name")},
    {"audience", [](auto text, auto& asked) { return read_audience(text, asked.for_sellers); },
     one_of("operators, sellers")},
    {"after", [](auto text, auto& asked) { return read_id(text, asked.after); },
     whole_number(1, kLargestRowId, "must be the cursor of a page's 'next'")},
    {"limit", [](auto text, auto& asked) { return assign(parse_count(text, 1, 100), asked.limit); },
     whole_number(1, 100)},
}};

/// Names of no rule of sellers: what is mistyped would be wished in vain.
std::vector<http::FieldError> unknown_rules(const domain::AlertPreference& preference,
                                            const std::vector<control::AlertRule>& rules) {
  std::vector<http::FieldError> errors;
  const auto check = [&](std::string_view field, const std::string& name) {
    const auto known = std::ranges::find(rules, name, &control::AlertRule::name);
    if (known != rules.end() && known->is_for_sellers) return;
    errors.push_back({fmt::format("/{}", field), "unknown", fmt::format("There is no seller's rule '{}'.", name)});
  };
  for (const auto& [name, threshold] : preference.thresholds) check("thresholds", name);
  for (const auto& name : preference.muted) check("mutedRules", name);
  return errors;
}

Refusal missing_seller() {
  return bad_fields(400, {{"?sellerId", "missing", "sellerId is required: whose preferences these are."}});
}

}  // namespace

std::span<const Parameter<AlertsAsked>> alert_parameters() {
  return kParameters;
}

std::expected<AlertsPage, Refusal> alerts_wanted(const Services& services, const QueryParameters& query,
                                                 const identity::Caller* caller) {
  AlertsAsked asked;
  auto errors = read_parameters<AlertsAsked>(query, kParameters, asked);
  if (!errors.empty()) return std::unexpected(bad_fields(400, std::move(errors)));
  domain::AlertsWanted wanted{.marketplace = asked.marketplace,
                              .for_sellers = asked.for_sellers,
                              .states = std::move(asked.states),
                              .priorities = std::move(asked.priorities),
                              .rule = asked.rule,
                              .before = asked.after};
  if (!asked.seller.empty()) wanted.seller = seller_key(services, asked.seller);
  if (is_seller(caller)) wanted.seller = seller_key(services, caller->seller);
  return AlertsPage{.wanted = std::move(wanted), .limit = asked.limit};
}

std::expected<std::vector<domain::Alert>, Refusal> act_on_alerts(const Services& services, AlertDeed deed,
                                                                 std::vector<std::int64_t> ids, std::int64_t minutes,
                                                                 const identity::Caller* caller) {
  const Instant now = services.clock.now();
  domain::AlertAct act{.ids = std::move(ids), .who = caller == nullptr ? "" : caller->name, .now = now};
  if (is_seller(caller)) act.among = domain::AlertsWanted{.seller = seller_key(services, caller->seller)};
  auto& alerts = *services.alerts;
  auto done = deed == AlertDeed::acknowledge ? alerts.acknowledge(act)
              : deed == AlertDeed::snooze    ? alerts.snooze(act, now + minutes * 60)
                                             : alerts.reopen(act);
  if (!done) return std::unexpected(refusal_of(done.error()));
  return std::move(*done);
}

std::expected<PreferenceOf, Refusal> preference_asked(const Services& services, const QueryParameters& query,
                                                      const identity::Caller* caller) {
  AlertsAsked asked;
  auto errors = read_parameters<AlertsAsked>(query, std::span(kParameters).first(2), asked);
  take_only_marketplace(services.tables.marketplaces(), asked.marketplace, errors);
  if (!errors.empty()) return std::unexpected(bad_fields(400, std::move(errors)));
  if (is_seller(caller)) asked.seller = caller->seller;
  if (asked.seller.empty()) return std::unexpected(missing_seller());
  return PreferenceOf{.marketplace = asked.marketplace, .seller = seller_key(services, asked.seller)};
}

std::expected<domain::AlertPreference, Refusal> prefer(const Services& services, const PreferenceOf& whose,
                                                       const Json& said) {
  auto preference = services.alerts->preference(whose.marketplace, whose.seller);
  if (!preference) return std::unexpected(refusal_of(preference.error()));
  auto errors = take_wishes(said, *preference);
  std::ranges::move(unknown_rules(*preference, services.alerts->rules()), std::back_inserter(errors));
  if (!errors.empty()) return std::unexpected(bad_fields(422, std::move(errors)));
  if (auto kept = services.alerts->prefer(*preference); !kept) return std::unexpected(refusal_of(kept.error()));
  return std::move(*preference);
}

Json alert_json(const domain::Alert& alert) {
  Json json = domain::to_json(alert);
  json["links"] = {{"runbook", "/runbooks/" + alert.rule}};
  return json;
}

Json summary_json(const domain::AlertSummary& summary) {
  Json open = Json::object();
  for (std::size_t i = 0; i < summary.open.size(); ++i) open[domain::kPriorities[i]] = summary.open[i];
  const auto or_null = [](const auto& value) { return value ? Json(*value) : Json(); };
  return {{"open", std::move(open)},
          {"acknowledged", summary.acknowledged},
          {"snoozed", summary.snoozed},
          {"raisedIn30Days", summary.raised},
          {"resolvedIn30Days", summary.resolved},
          {"medianSecondsToAcknowledge", or_null(summary.seconds_to_acknowledge)},
          {"medianSecondsToResolve", or_null(summary.seconds_to_resolve)}};
}

Json rule_json(const control::AlertRule& rule) {
  return {{"name", rule.name},
          {"audience", rule.is_for_sellers ? "sellers" : "operators"},
          {"priority", domain::kPriorities[static_cast<std::size_t>(rule.priority)]},
          {"description", rule.says},
          {"threshold", rule.unit.empty() ? Json() : Json(rule.threshold)},
          {"unit", rule.unit},
          {"condition", rule.condition}};
}

}  // namespace shelfcast::api
