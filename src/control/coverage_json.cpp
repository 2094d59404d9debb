// SPDX-License-Identifier: Apache-2.0
#include "shelfcast/control/coverage_json.hpp"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <cmath>
#include <iterator>

namespace shelfcast::control {
namespace {

using domain::Coverage;
using domain::CoverageRow;
using domain::Level;
using domain::Tenths;
using Json = nlohmann::ordered_json;

constexpr double kTenThousand = 10'000;  // that sums of chances are counted in

template <class Value>
Json or_null(const std::optional<Value>& value) {
  return value ? Json(*value) : Json();
}

Json day_or_null(const std::optional<Day>& day) {
  return day ? Json(format_day(*day)) : Json();
}

std::optional<Day> day_from(const Json& json) {
  return json.is_null() ? std::nullopt : std::optional(parse_day(json.get<std::string>()).value());
}

Json to_json(const Tenths& tenths) {
  Json list = Json::array();
  for (std::size_t i = 0; i < tenths.tenths.size(); ++i) {
    const auto& tenth = tenths.tenths[i];
    if (tenth.predictions == 0) continue;
    list.push_back({{"from", static_cast<double>(i) / 10},
                    {"predictions", tenth.predictions},
                    {"promised", static_cast<double>(tenth.promised) / kTenThousand},
                    {"happened", tenth.happened}});
  }
  return {{"predictions", tenths.predictions()},
          {"calibrationError", or_null(tenths.calibration_error())},
          {"tenths", std::move(list)}};
}

Tenths tenths_from(const Json& json) {
  Tenths tenths;
  for (const auto& row : json.at("tenths"))
    tenths.tenths.at(static_cast<std::size_t>(std::lround(row.at("from").get<double>() * 10))) = {
        .predictions = row.at("predictions"),
        .happened = row.at("happened"),
        .promised = static_cast<std::uint64_t>(std::llround(row.at("promised").get<double>() * kTenThousand))};
  return tenths;
}

Json to_json(const CoverageRow& row) {
  Json json{{"level", name_of(row.of.level)},
            {"timeFrame", name_of(row.of.frame)},
            {"horizon", domain::kBands[row.of.band].name},
            {"intervals", row.held.intervals},
            {"held80", row.held.of_80},
            {"held95", row.held.of_95},
            {"coverage80", or_null(row.held.coverage_80())},
            {"coverage95", or_null(row.held.coverage_95())},
            {"confidenceScore", to_json(row.held.confidence)},
            {"topProbability", Json::array()}};
  for (std::size_t i = 0; i < domain::kTops.size(); ++i) {
    Json top{{"top", domain::kTops[i]}};
    top.update(to_json(row.held.top[i]));
    json["topProbability"].push_back(std::move(top));
  }
  return json;
}

std::size_t band_from(const Json& json) {
  const auto* const band = std::ranges::find(domain::kBands, json.get<std::string>(), &domain::Band::name);
  if (band == std::end(domain::kBands)) throw std::invalid_argument("there is no such horizon");
  return static_cast<std::size_t>(band - std::begin(domain::kBands));
}

Level level_from(const Json& json) {
  return domain::level_named(json.get<std::string>()).value();
}

CoverageRow row_from(const Json& json) {
  CoverageRow row{.of = {.level = level_from(json.at("level")),
                         .category = {},
                         .frame = parse_frame(json.at("timeFrame").get<std::string>()).value(),
                         .band = band_from(json.at("horizon"))},
                  .held = {.intervals = json.at("intervals"),
                           .of_80 = json.at("held80"),
                           .of_95 = json.at("held95"),
                           .confidence = tenths_from(json.at("confidenceScore")),
                           .top = {}}};
  for (std::size_t i = 0; i < row.held.top.size(); ++i) row.held.top[i] = tenths_from(json.at("topProbability").at(i));
  return row;
}

Json to_json(const domain::IntervalFactors& factors) {
  Json list = Json::array();
  for (const auto& [of, factor] : factors)
    list.push_back({{"level", name_of(of.first)},
                    {"horizon", domain::kBands[of.second].name},
                    {"of80", factor[0]},
                    {"of95", factor[1]}});
  return list;
}

}  // namespace

std::string_view note_of(const Coverage& coverage) {
  if (coverage.periods == 0)
    return "Nothing is measured yet: a period is scored by the first cycle after its end, on the table that promised "
           "it.";
  return coverage.rows.empty() ? "Of this nothing is measured yet." : "";
}

Json to_json(const Coverage& coverage) {
  const auto note = note_of(coverage);
  Json json{{"marketplaceId", coverage.marketplace},
            {"categoryKey", coverage.category.empty() ? Json() : Json(coverage.category)},
            {"periods", coverage.periods},
            {"knownFrom", day_or_null(coverage.first_cut)},
            {"scoredUntil", day_or_null(coverage.last_day)},
            {"note", note.empty() ? Json() : Json(note)},
            {"coverage", Json::array()},
            {"stretched", to_json(coverage.factors)}};
  for (const auto& row : coverage.rows) json["coverage"].push_back(to_json(row));
  return json;
}

Result<Coverage> coverage_from_json(const Json& json) try {
  Coverage coverage{.marketplace = json.at("marketplaceId"),
                    .category = json.at("categoryKey").is_null() ? "" : json.at("categoryKey").get<std::string>(),
                    .periods = json.at("periods"),
                    .first_cut = day_from(json.at("knownFrom")),
                    .last_day = day_from(json.at("scoredUntil")),
                    .rows = {},
                    .factors = {}};
  for (const auto& row : json.at("coverage")) coverage.rows.push_back(row_from(row));
  for (const auto& row : json.at("stretched"))
    coverage.factors[{level_from(row.at("level")), band_from(row.at("horizon"))}] = {row.at("of80"), row.at("of95")};
  return coverage;
} catch (const std::exception& problem) {
  return fail(Code::corrupt, "coverage", problem.what());
}

Json to_json(const CoverageQuestion& question) {
  return {{"marketplace", question.marketplace},
          {"frame", question.frame ? Json(name_of(*question.frame)) : Json()},
          {"level", question.level ? Json(name_of(*question.level)) : Json()},
          {"category", question.category}};
}

Result<CoverageQuestion> coverage_question_from_json(const Json& json) try {
  CoverageQuestion question{.marketplace = json.at("marketplace"), .category = json.at("category")};
  if (!json.at("frame").is_null()) question.frame = parse_frame(json.at("frame").get<std::string>());
  if (!json.at("level").is_null()) question.level = domain::level_named(json.at("level").get<std::string>());
  return question;
} catch (const std::exception& problem) {
  return fail(Code::corrupt, "coverage", problem.what());
}

}  // namespace shelfcast::control
