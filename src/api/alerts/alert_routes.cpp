// SPDX-License-Identifier: Apache-2.0
// Alerts: read, acted on, and how those whom they concern want to be told.
#include "api/alerts/alert_desk.hpp"
#include "api/endpoints.hpp"
#include "api/guard/tenancy.hpp"
#include "api/list_page.hpp"
#include "api/sent_json.hpp"
#include "shelfcast/domain/alert_preference_json.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace shelfcast::api {
namespace {

using Json = nlohmann::ordered_json;

Json shown(const std::vector<domain::Alert>& alerts) {
  Json list = Json::array();
  for (const auto& alert : alerts) list.push_back(alert_json(alert));
  return list;
}

http::Response list(const Services& services, const http::Request& request) {
  const auto page = alerts_wanted(services, request.query, caller_of(services, request).get());
  if (!page) return answer_of(page.error(), request);
  auto found = services.alerts->list(page->wanted, page->limit + 1);  // one more tells whether there is a next page
  if (!found) return answer_of(refusal_of(found.error()), request);
  const bool more = found->size() > page->limit;
  if (more) found->resize(page->limit);
  return fresh_answer(200,
                      {{"alerts", shown(*found)}, {"next", more ? Json(fmt::to_string(found->back().id)) : Json()}});
}

http::Response look(const Services& services, const http::Request& request) {
  const auto id = parse_count(request.captured.at("id"), 1, kLargestRowId);
  const auto alert = id ? services.alerts->look(static_cast<std::int64_t>(*id))
                        : fail(Code::not_found, request.captured.at("id"), "There is no such alert.");
  if (!alert) return answer_of(refusal_of(alert.error()), request);
  const auto caller = caller_of(services, request);
  const bool may =
      !caller || may_ask_about(*caller, alert->seller) || seller_key(services, caller->seller) == alert->seller;
  if (!may) return answer_of(foreign("This alert is another seller's."), request);
  return fresh_answer(200, alert_json(*alert));
}

http::Response summarise(const Services& services, const http::Request& request) {
  const auto page = alerts_wanted(services, request.query, caller_of(services, request).get());
  if (!page) return answer_of(page.error(), request);
  const auto summary = services.alerts->summary(page->wanted);
  return summary ? fresh_answer(200, summary_json(*summary)) : answer_of(refusal_of(summary.error()), request);
}

http::Response rules(const Services& services, const http::Request& /*request*/) {
  Json list = Json::array();
  for (const auto& rule : services.alerts->rules()) list.push_back(rule_json(rule));
  return fresh_answer(200, {{"rules", std::move(list)}});
}

struct Deed {
  std::vector<std::int64_t> ids;
  std::int64_t minutes = 60;
};

bool is_id(const Json& value) {
  return value.is_number_integer() && value > 0;
}

std::expected<Deed, Refusal> deed_in(const http::Request& request, AlertDeed kind) {
  const auto sent = json_body(request);
  if (!sent) return std::unexpected(sent.error());
  const Json& body = *sent;
  if (!body.is_object())
    return std::unexpected(bad_fields(422, {{"", "invalid", R"(The body must be an object, as {"ids":[17]}.)"}}));
  Deed deed;
  std::vector<http::FieldError> errors;
  for (const auto& [name, value] : body.items()) {
    if (name == "ids") {
      if (value.is_array() && !value.empty() && value.size() <= kMostActedOn && std::ranges::all_of(value, is_id))
        deed.ids = value.get<std::vector<std::int64_t>>();
      else
        errors.push_back(
            {"/ids", "invalid", fmt::format("ids must be a list of 1 to {} ids of alerts.", kMostActedOn)});
    } else if (name == "minutes" && kind == AlertDeed::snooze) {
      if (value.is_number_integer() && value >= 1 && value <= kLongestSnooze)
        deed.minutes = value.get<std::int64_t>();
      else
        errors.push_back(
            {"/minutes", "invalid", fmt::format("minutes must be a whole number of 1 to {}.", kLongestSnooze)});
    } else {
      errors.push_back({"/" + name, "unknown", fmt::format("There is no field '{}'.", name)});
    }
  }
  if (!body.contains("ids")) errors.push_back({"/ids", "missing", "ids is required: which alerts."});
  if (!errors.empty()) return std::unexpected(bad_fields(422, std::move(errors)));
  return deed;
}

template <AlertDeed kind>
http::Response act(const Services& services, const http::Request& request) {
  auto deed = deed_in(request, kind);
  if (!deed) return answer_of(deed.error(), request);
  const auto done =
      act_on_alerts(services, kind, std::move(deed->ids), deed->minutes, caller_of(services, request).get());
  return done ? fresh_answer(200, {{"alerts", shown(*done)}}) : answer_of(done.error(), request);
}

http::Response preference(const Services& services, const http::Request& request) {
  const auto whose = preference_asked(services, request.query, caller_of(services, request).get());
  if (!whose) return answer_of(whose.error(), request);
  const auto found = services.alerts->preference(whose->marketplace, whose->seller);
  return found ? fresh_answer(200, domain::to_json(*found)) : answer_of(refusal_of(found.error()), request);
}

http::Response change_preference(const Services& services, const http::Request& request) {
  const auto whose = preference_asked(services, request.query, caller_of(services, request).get());
  if (!whose) return answer_of(whose.error(), request);
  const auto sent = json_body(request);
  if (!sent) return answer_of(sent.error(), request);
  const auto kept = prefer(services, *whose, *sent);
  return kept ? fresh_answer(200, domain::to_json(*kept)) : answer_of(kept.error(), request);
}

}  // namespace

Endpoints alert_routes(const SharedServices& services) {
  if (services->alerts == nullptr) return {};
  const auto with = [services](http::Response (*answer)(const Services&, const http::Request&)) {
    return [services, answer](const http::Request& request) { return answer(*services, request); };
  };
  const auto slow = http::Pace::slow;  // reads the database
  const std::string path = "/api/v1/alerts";
  const auto asked = openapi::read_by<AlertsAsked>(alert_parameters());
  const auto deed = [&](const char* verb, auto handler, std::string_view summary, std::string_view body) -> Endpoint {
    return {{"POST", path + ":" + verb, with(handler), slow, "alerts:write"},
            {.tag = "Alerts",
             .summary = summary,
             .body = body,
             .answers = {{200, "AlertsActedOn"}},
             .problems = {404, 409}}};
  };
  const std::string wishes = "/api/v1/alert-preferences";
  const auto whose = openapi::read_by<AlertsAsked>(alert_parameters().first(2));
  return {{{"GET", path, with(list), slow, "alerts:read"},
           {.tag = "Alerts",
            .summary = "What somebody should know, the latest first",
            .query = asked,
            .answers = {{200, "Alerts"}}}},
          {{"GET", path + "/{id}", with(look), slow, "alerts:read"},
           {.tag = "Alerts", .summary = "One alert", .answers = {{200, "Alert"}}, .problems = {404}}},
          {{"GET", "/api/v1/alert-summary", with(summarise), slow, "alerts:read"},
           {.tag = "Alerts",
            .summary = "How many there are, and how soon they are dealt with",
            .query = asked,
            .answers = {{200, "AlertSummary"}}}},
          {{"GET", "/api/v1/alert-rules", with(rules), slow, "alerts:read"},
           {.tag = "Alerts", .summary = "What may be raised, and when", .answers = {{200, "AlertRules"}}}},
          deed("acknowledge", act<AlertDeed::acknowledge>, "Say that you see to these alerts", "AlertsChosen"),
          deed("snooze", act<AlertDeed::snooze>, "Hear nothing of these alerts for a while", "AlertsSnoozed"),
          deed("reopen", act<AlertDeed::reopen>, "Take that back", "AlertsChosen"),
          {{"GET", wishes, with(preference), slow, "alerts:read"},
           {.tag = "Alerts",
            .summary = "What a seller wants to be told, and where",
            .query = whose,
            .answers = {{200, "AlertPreference"}}}},
          {{"PUT", wishes, with(change_preference), slow, "alerts:write"},
           {.tag = "Alerts",
            .summary = "Change some of that",
            .query = whose,
            .body = "AlertPreferenceChange",
            .answers = {{200, "AlertPreference"}}}}};
}

}  // namespace shelfcast::api
