// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "shelfcast/base/result.hpp"
#include "shelfcast/control/backtests.hpp"
#include "shelfcast/control/dead_letters.hpp"
#include "shelfcast/control/forecasts.hpp"
#include "shelfcast/control/loads.hpp"

#include <nlohmann/json.hpp>

namespace shelfcast::app {

/// How the control interfaces' arguments and answers look on the data directory's socket: both ends use these.
using Json = nlohmann::ordered_json;

inline Json to_json(const Error& error) {
  return {{"code", static_cast<int>(error.code)}, {"place", error.place}, {"sentence", error.sentence}};
}
inline Error error_from(const Json& json) {
  return {static_cast<Code>(json.at("code").get<int>()), json.at("place"), json.at("sentence")};
}

inline Json to_json(const control::Load& load) {
  return {{"marketplace", load.marketplace}, {"paths", load.paths}, {"mapping", load.mapping}};
}
inline control::Load load_from(const Json& json) {
  return {json.at("marketplace"), json.at("paths").get<std::vector<std::string>>(), json.at("mapping")};
}

inline Json to_json(const control::LoadReport& report) {
  return {{"rowsIn", report.rows_in},
          {"counted", report.counted},
          {"duplicate", report.duplicate},
          {"rejectedBy", report.rejected_by},
          {"warnings", report.warnings}};
}
inline control::LoadReport load_report_from(const Json& json) {
  return {.rows_in = json.at("rowsIn"),
          .counted = json.at("counted"),
          .duplicate = json.at("duplicate"),
          .rejected_by = json.at("rejectedBy").get<std::map<std::string, std::uint64_t>>(),
          .warnings = json.at("warnings").get<std::vector<std::string>>()};
}

inline Json to_json(const control::DeadLetters::Page& page) {
  return {{"marketplace", page.marketplace}, {"after", page.after}, {"code", page.code}, {"atMost", page.at_most}};
}
inline control::DeadLetters::Page letter_page_from(const Json& json) {
  return {json.at("marketplace"), json.at("after"), json.at("code"), json.at("atMost")};
}

inline Json to_json(const control::LetterChoice& choice) {
  return {{"marketplace", choice.marketplace}, {"keys", choice.keys}, {"code", choice.code}, {"all", choice.all}};
}
inline control::LetterChoice letter_choice_from(const Json& json) {
  return {json.at("marketplace"), json.at("keys").get<std::vector<std::string>>(), json.at("code"), json.at("all")};
}

inline Json to_json(const control::ForecastQuestion& question) {
  return {{"marketplace", question.marketplace},
          {"asOf", question.as_of ? Json(question.as_of->number) : Json()},
          {"days", question.days},
          {"level", question.level},
          {"total", question.total},
          {"intervals", question.intervals},
          {"model", question.model},
          {"json", question.json}};
}
inline control::ForecastQuestion forecast_question_from(const Json& json) {
  control::ForecastQuestion question{.marketplace = json.at("marketplace"),
                                     .as_of = std::nullopt,
                                     .days = json.at("days"),
                                     .level = json.at("level"),
                                     .total = json.at("total"),
                                     .intervals = json.at("intervals"),
                                     .model = json.at("model"),
                                     .json = json.at("json")};
  if (!json.at("asOf").is_null()) question.as_of = Day{json.at("asOf").get<std::int32_t>()};
  return question;
}

inline Json to_json(const control::BacktestQuestion& question) {
  return {{"marketplace", question.marketplace},
          {"asOf", question.as_of ? Json(question.as_of->number) : Json()},
          {"horizon", question.horizon},
          {"windows", question.windows},
          {"step", question.step},
          {"top", question.top},
          {"models", question.models}};
}
inline control::BacktestQuestion backtest_question_from(const Json& json) {
  control::BacktestQuestion question{.marketplace = json.at("marketplace"),
                                     .as_of = std::nullopt,
                                     .horizon = json.at("horizon"),
                                     .windows = json.at("windows"),
                                     .step = json.at("step"),
                                     .top = json.at("top"),
                                     .models = json.at("models").get<std::vector<std::string>>()};
  if (!json.at("asOf").is_null()) question.as_of = Day{json.at("asOf").get<std::int32_t>()};
  return question;
}

}  // namespace shelfcast::app
