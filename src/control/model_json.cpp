// SPDX-License-Identifier: Apache-2.0
#include "shelfcast/control/model_json.hpp"

#include <nlohmann/json.hpp>

namespace shelfcast::control {
namespace {

using Json = nlohmann::ordered_json;

Json text_or_null(const std::string& text) {
  return text.empty() ? Json() : Json(text);
}

std::string text_or_empty(const Json& json) {
  return json.is_null() ? "" : json.get<std::string>();
}

Json parsed(const std::string& text) {
  auto json = Json::parse(text, nullptr, false);
  return json.is_discarded() ? Json() : json;
}

}  // namespace

Json to_json(const domain::ModelVersion& version) {
  return {{"version", version.version},
          {"marketplaceId", version.marketplace},
          {"kind", version.kind},
          {"stage", domain::name_of(version.stage)},
          {"cycle", version.cycle},
          {"dataCut", format_day(version.data_cut)},
          {"configDigest", version.config_digest},
          {"parent", text_or_null(version.parent)},
          {"trainedAt", format_instant(version.trained_at)},
          {"bytes", version.size},
          {"kept", version.kept},
          {"metrics", parsed(version.metrics)}};
}

Json to_json(const domain::ModelDecision& decision) {
  return {{"marketplaceId", decision.marketplace},          {"cycle", text_or_null(decision.cycle)},
          {"dataCut", format_day(decision.data_cut)},       {"at", format_instant(decision.at)},
          {"decision", domain::name_of(decision.act)},      {"serves", decision.serves},
          {"insteadOf", text_or_null(decision.instead_of)}, {"reason", decision.reason}};
}

Result<domain::ModelVersion> model_from_json(const Json& json) try {
  return domain::ModelVersion{.version = json.at("version"),
                              .marketplace = json.at("marketplaceId"),
                              .kind = json.at("kind"),
                              .stage = domain::stage_named(json.at("stage").get<std::string>()),
                              .cycle = json.at("cycle"),
                              .data_cut = parse_day(json.at("dataCut").get<std::string>()).value(),
                              .config_digest = json.at("configDigest"),
                              .metrics = json.at("metrics").dump(),
                              .parent = text_or_empty(json.at("parent")),
                              .trained_at = parse_instant(json.at("trainedAt").get<std::string>()).value(),
                              .size = json.at("bytes"),
                              .kept = json.at("kept")};
} catch (const std::exception& problem) {
  return fail(Code::corrupt, "model", problem.what());
}

Result<domain::ModelDecision> decision_from_json(const Json& json) try {
  return domain::ModelDecision{.marketplace = json.at("marketplaceId"),
                               .cycle = text_or_empty(json.at("cycle")),
                               .data_cut = parse_day(json.at("dataCut").get<std::string>()).value(),
                               .at = parse_instant(json.at("at").get<std::string>()).value(),
                               .act = domain::act_named(json.at("decision").get<std::string>()),
                               .serves = json.at("serves"),
                               .instead_of = text_or_empty(json.at("insteadOf")),
                               .reason = json.at("reason")};
} catch (const std::exception& problem) {
  return fail(Code::corrupt, "decision", problem.what());
}

}  // namespace shelfcast::control
