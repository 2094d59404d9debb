// SPDX-License-Identifier: Apache-2.0
#include "monitor/letter_json.hpp"

#include "shelfcast/domain/alert_json.hpp"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <exception>

namespace shelfcast::monitor {

using Json = nlohmann::ordered_json;

std::string letter_text(const Letter& letter) {
  Json alerts = Json::array();
  for (const auto& alert : letter.alerts) alerts.push_back(domain::to_json(alert));
  const Json json = {{"happened", name_of(letter.happened)}, {"alerts", std::move(alerts)}};
  return json.dump(-1, ' ', false, Json::error_handler_t::replace);
}

Result<void> read_letter_text(std::string_view text, Letter& letter) try {
  const Json json = Json::parse(text);
  const auto* const happened = std::ranges::find(kHappened, json.at("happened").get<std::string>());
  if (happened == kHappened.end()) return fail(Code::corrupt, letter.key, "nothing known happened");
  letter.happened = static_cast<Happened>(happened - kHappened.begin());
  for (const auto& alert : json.at("alerts")) letter.alerts.push_back(domain::alert_from_json(alert));
  return {};
} catch (const std::exception& problem) {
  return fail(Code::corrupt, letter.key, problem.what());
}

}  // namespace shelfcast::monitor
