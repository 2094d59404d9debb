// SPDX-License-Identifier: Apache-2.0
#include "refresh/metrics_json.hpp"

#include <nlohmann/json.hpp>

namespace shelfcast::refresh {
namespace {

using Json = nlohmann::ordered_json;

Json to_json(const domain::Contest& contest) {
  Json weeks = Json::array();
  for (const Day first : contest.periods) weeks.push_back(format_day(first));
  return {{"weeks", std::move(weeks)}, {"errors", contest.errors}};
}

}  // namespace

std::string metrics_json(const training::Trained& trained, std::string_view based_on) {
  Json json{{"rival", trained.rival}, {"accuracy", Json::array()}, {"contest", to_json(trained.contest)}};
  for (const auto& row : trained.accuracy)
    json["accuracy"].push_back({{"name", row.name}, {"model", row.model}, {"rival", row.rival}});
  if (!trained.replaced.empty()) json["replaced"] = Json::array();
  for (const auto& row : trained.replaced)
    json["replaced"].push_back({{"model", row.model}, {"by", row.by}, {"reason", row.reason}});
  if (!based_on.empty()) json["basedOn"] = based_on;
  if (!trained.features.empty()) json["features"] = trained.features;
  return json.dump();
}

domain::Contest contest_in(std::string_view metrics) try {
  domain::Contest contest;
  const Json json = Json::parse(metrics);
  const auto found = json.find("contest");
  if (found == json.end()) return contest;
  for (const auto& week : found->at("weeks")) contest.periods.push_back(parse_day(week.get<std::string>()).value());
  for (const auto& [name, errors] : found->at("errors").items())
    contest.errors.emplace(name, errors.get<std::vector<double>>());
  return contest;
} catch (const std::exception&) {
  return {};
}

training::Trained trained_in(std::string_view metrics) {
  training::Trained trained{
      .blob = {}, .rival = rival_in(metrics), .accuracy = {}, .confidence = {}, .contest = contest_in(metrics)};
  const Json json = Json::parse(metrics, nullptr, false);
  if (!json.is_object()) return trained;
  for (const auto& row : json.value("accuracy", Json::array()))
    trained.accuracy.push_back({row.at("name"), row.at("model"), row.at("rival")});
  for (const auto& row : json.value("replaced", Json::array()))
    trained.replaced.push_back({row.at("model"), row.at("by"), row.at("reason")});
  trained.features = features_in(metrics);
  return trained;
}

std::string based_on_in(std::string_view metrics) {
  const Json json = Json::parse(metrics, nullptr, false);
  return json.is_object() ? json.value("basedOn", "") : "";
}

FeatureParts features_in(std::string_view metrics) try {
  const Json json = Json::parse(metrics);
  return json.value("features", FeatureParts());
} catch (const Json::exception&) {
  return {};
}

std::string rival_in(std::string_view metrics) {
  const Json json = Json::parse(metrics, nullptr, false);
  return json.is_object() ? json.value("rival", "") : "";
}

}  // namespace shelfcast::refresh
