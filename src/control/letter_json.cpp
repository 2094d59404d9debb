// SPDX-License-Identifier: Apache-2.0
#include "shelfcast/control/letter_json.hpp"

#include <nlohmann/json.hpp>

namespace shelfcast::control {

nlohmann::ordered_json to_json(const KeptLetter& kept) {
  const auto& letter = kept.letter;
  return {{"key", kept.key},
          {"source", letter.source},
          {"position", letter.position},
          {"code", letter.code},
          {"reason", letter.reason},
          {"row", letter.row},
          {"at", format_instant(letter.at)},
          {"canReplay", !letter.payload.empty()},
          {"waitsForProduct",
           letter.waits_for.empty() ? nlohmann::ordered_json() : nlohmann::ordered_json(letter.waits_for)}};
}

Result<KeptLetter> letter_from_json(const nlohmann::ordered_json& json) try {
  const auto& waits_for = json.at("waitsForProduct");
  return KeptLetter{.key = json.at("key"),
                    .letter = {.source = json.at("source"),
                               .position = json.at("position"),
                               .code = json.at("code"),
                               .reason = json.at("reason"),
                               .row = json.at("row"),
                               .at = parse_instant(json.at("at").get<std::string>()).value(),
                               .payload = json.at("canReplay").get<bool>() ? "kept by the server" : "",
                               .waits_for = waits_for.is_null() ? "" : waits_for.get<std::string>()}};
} catch (const std::exception& problem) {
  return fail(Code::corrupt, "dead letter", problem.what());
}

}  // namespace shelfcast::control
