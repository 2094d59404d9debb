// SPDX-License-Identifier: Apache-2.0
#include "shelfcast/monitor/preferences.hpp"

#include "shelfcast/base/named.hpp"
#include "shelfcast/domain/alert_preference_json.hpp"
#include "shelfcast/storage/rows.hpp"

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include <optional>
#include <string>
#include <utility>

namespace shelfcast::monitor {
namespace {

using domain::AlertPreference;
using storage::Database;
using storage::Statement;
using Json = nlohmann::ordered_json;

std::string person(std::string_view marketplace, std::string_view seller) {
  return Json::array({marketplace, seller}).dump();
}

/// As it is kept: what its seller sees, and the secret.
std::string text_of(const AlertPreference& preference) {
  Json json = domain::to_json(preference);
  json["secret"] = preference.secret;
  return json.dump();
}

Result<AlertPreference> read(const std::string& text) try {
  const Json json = Json::parse(text);
  return AlertPreference{
      .marketplace = json.at("marketplaceId"),
      .seller = json.at("sellerKey"),
      .email = json.at("email"),
      .slack = json.at("slackUrl"),
      .webhook = json.at("webhookUrl"),
      .secret = json.at("secret"),
      .telephone = json.at("telephone"),
      .cadence = value_named<domain::Cadence>(domain::kCadences, json.at("cadence").get<std::string>()).value(),
      .alerts_per_week = json.at("alertsPerWeek"),
      .least = value_named<domain::Priority>(domain::kPriorities, json.at("leastPriority").get<std::string>()).value(),
      .thresholds = json.at("thresholds"),
      .muted = json.at("mutedRules")};
} catch (const std::exception& problem) {
  return fail(Code::corrupt, "preference", problem.what());
}

}  // namespace

Result<AlertPreference> Preferences::of(std::string_view marketplace, std::string_view seller) const {
  const std::string whose = person(marketplace, seller);
  std::optional<std::string> kept;
  const auto done = database_.read([&](Database& open) {
    return storage::each_row(
        open, "SELECT json FROM preference WHERE person = ?", [&](Statement& statement) { statement.bind(whose); },
        [&](const Statement& row) { kept = row.text(0); });
  });
  if (!done) return std::unexpected(done.error());
  if (kept) return read(*kept);
  return AlertPreference{.marketplace = std::string(marketplace), .seller = std::string(seller)};
}

Result<void> Preferences::keep(const AlertPreference& preference, Instant now) {
  const std::string whose = person(preference.marketplace, preference.seller);
  const std::string json = text_of(preference);
  return database_.write("monitor.preference", [&](Database& open) {
    return storage::run(open, "INSERT OR REPLACE INTO preference (person, changed_at, json) VALUES (?, ?, ?)",
                        [&](Statement& statement) { statement.bind(whose).bind(now.seconds).bind(json); });
  });
}

Result<std::vector<AlertPreference>> Preferences::all() const {
  std::vector<std::string> kept;
  const auto done = database_.read([&](Database& open) {
    return storage::each_row(
        open, "SELECT json FROM preference ORDER BY person", [](Statement&) {},
        [&](const Statement& row) { kept.push_back(row.text(0)); });
  });
  if (!done) return std::unexpected(done.error());
  std::vector<AlertPreference> all;
  for (const auto& text : kept) {
    auto preference = read(text);
    if (!preference) return std::unexpected(preference.error());
    all.push_back(std::move(*preference));
  }
  return all;
}

}  // namespace shelfcast::monitor
