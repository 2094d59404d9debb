// SPDX-License-Identifier: Apache-2.0
#include "shelfcast/control/load_json.hpp"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <array>
#include <utility>

namespace shelfcast::control {
namespace {

using domain::LoadProfile;
using domain::LoadState;
using Json = nlohmann::ordered_json;

constexpr std::array<std::pair<LoadState, std::string_view>, 3> kStates{
    {{LoadState::accepted, "accepted"}, {LoadState::held, "held"}, {LoadState::rejected, "rejected"}}};

/// The numbers of a profile by their names outside: one list for both directions.
template <class Profile, class Visit>
void each_number(Profile& profile, Visit visit) {
  visit("lines", profile.lines);
  visit("unreadable", profile.unreadable);
  visit("withoutPrice", profile.without_price);
  visit("days", profile.days);
  visit("microUnits", profile.units);
  visit("minorAmount", profile.amount);
  visit("soldProducts", profile.sold_products);
  visit("knownProducts", profile.known_products);
  visit("toldProducts", profile.told_products);
  visit("priceJumps", profile.price_jumps);
  visit("categoriesBefore", profile.categories_before);
  visit("newCategories", profile.new_categories);
}

}  // namespace

std::string_view name_of(LoadState state) {
  return std::ranges::find(kStates, state, &std::pair<LoadState, std::string_view>::first)->second;
}

Json to_json(const domain::Load& load) {
  Json json{{"id", load.id},
            {"marketplaceId", load.marketplace},
            {"source", load.source},
            {"readAt", format_instant(load.read_at)},
            {"state", name_of(load.state)},
            {"findings", Json::array()},
            {"profile", Json::object()}};
  for (const auto& finding : load.findings) {
    json["findings"].push_back({{"code", finding.what}, {"message", finding.sentence}});
  }
  each_number(load.profile, [&](std::string_view name, const auto& number) { json["profile"][name] = number; });
  return json;
}

Result<domain::Load> load_from_json(const Json& json) try {
  domain::Load load{.id = json.at("id"),
                    .marketplace = json.at("marketplaceId"),
                    .source = json.at("source"),
                    .read_at = parse_instant(json.at("readAt").get<std::string>()).value(),
                    .state = LoadState::accepted,
                    .profile = {},
                    .findings = {}};
  const auto state = json.at("state").get<std::string>();
  for (const auto& [known, name] : kStates) {
    if (name == state) load.state = known;
  }
  for (const auto& finding : json.at("findings")) load.findings.push_back({finding.at("code"), finding.at("message")});
  each_number(load.profile, [&](std::string_view name, auto& number) { json.at("profile").at(name).get_to(number); });
  return load;
} catch (const std::exception& problem) {
  return fail(Code::corrupt, "load", problem.what());
}

}  // namespace shelfcast::control
