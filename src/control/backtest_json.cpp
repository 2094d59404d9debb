// SPDX-License-Identifier: Apache-2.0
#include "shelfcast/control/backtest_json.hpp"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <utility>

namespace shelfcast::control {
namespace {

using domain::BacktestReport;
using domain::ScoredLevel;
using Json = nlohmann::ordered_json;

constexpr std::array<std::pair<ScoredLevel, std::string_view>, 4> kLevels{{{ScoredLevel::product, "product"},
                                                                           {ScoredLevel::category, "category"},
                                                                           {ScoredLevel::marketplace, "marketplace"},
                                                                           {ScoredLevel::all, "all"}}};

ScoredLevel level_from(const Json& json) {
  const auto name = json.get<std::string>();
  const auto* const row = std::ranges::find(kLevels, name, &std::pair<ScoredLevel, std::string_view>::second);
  if (row == kLevels.end()) throw std::invalid_argument("there is no level " + name);
  return row->first;
}

Json score_json(const domain::ModelScore& score) {
  Json json{{"model", score.model},
            {"level", name_of(score.level)},
            {"forecasts", score.forecasts},
            {"rival", score.rival.empty() ? Json() : Json(score.rival)}};
  for (const auto& measure : kMeasures) {
    const auto& value = score.measures.*measure.value;
    json[std::string(measure.name)] = value ? Json(*value) : Json();
  }
  return json;
}

domain::ModelScore score_from(const Json& json) {
  domain::ModelScore score{.model = json.at("model"),
                           .level = level_from(json.at("level")),
                           .forecasts = json.at("forecasts"),
                           .rival = json.at("rival").is_null() ? "" : json.at("rival").get<std::string>(),
                           .measures = {}};
  for (const auto& measure : kMeasures)
    if (const auto& value = json.at(std::string(measure.name)); !value.is_null())
      score.measures.*measure.value = value.get<double>();
  return score;
}

Json bad_json(const domain::BadSeries& bad) {
  return {{"origin", format_day(bad.origin)},
          {"model", bad.model},
          {"level", name_of(bad.level)},
          {"series", bad.series.empty() ? Json() : Json(bad.series)},
          {"problem", bad.problem}};
}

domain::BadSeries bad_from(const Json& json) {
  return {.origin = parse_day(json.at("origin").get<std::string>()).value(),
          .model = json.at("model"),
          .level = level_from(json.at("level")),
          .series = json.at("series").is_null() ? "" : json.at("series").get<std::string>(),
          .problem = json.at("problem")};
}

}  // namespace

std::string_view name_of(ScoredLevel level) {
  return std::ranges::find(kLevels, level, &std::pair<ScoredLevel, std::string_view>::first)->second;
}

Json to_json(const BacktestReport& report) {
  Json json{{"marketplaceId", report.marketplace},
            {"horizon", report.horizon},
            {"step", report.step},
            {"top", report.top},
            {"origins", Json::array()},
            {"scores", Json::array()},
            {"bad", Json::array()}};
  for (const Day origin : report.origins) json["origins"].push_back(format_day(origin));
  for (const auto& score : report.scores) json["scores"].push_back(score_json(score));
  for (const auto& bad : report.bad) json["bad"].push_back(bad_json(bad));
  return json;
}

Result<BacktestReport> backtest_from_json(const Json& json) try {
  BacktestReport report{.marketplace = json.at("marketplaceId"),
                        .horizon = json.at("horizon"),
                        .step = json.at("step"),
                        .top = json.at("top"),
                        .origins = {},
                        .scores = {},
                        .bad = {}};
  for (const auto& origin : json.at("origins")) report.origins.push_back(parse_day(origin.get<std::string>()).value());
  for (const auto& score : json.at("scores")) report.scores.push_back(score_from(score));
  for (const auto& bad : json.at("bad")) report.bad.push_back(bad_from(bad));
  return report;
} catch (const std::exception& problem) {
  return fail(Code::corrupt, "backtest", problem.what());
}

}  // namespace shelfcast::control
