// SPDX-License-Identifier: Apache-2.0
#include "shelfcast/control/cycle_json.hpp"

#include "shelfcast/domain/receipt_json.hpp"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <array>
#include <string_view>

namespace shelfcast::control {
namespace {

using domain::CycleReport;
using domain::CycleState;
using Json = nlohmann::ordered_json;

constexpr std::array<std::pair<CycleState, std::string_view>, 4> kStates{{{CycleState::running, "running"},
                                                                          {CycleState::ok, "ok"},
                                                                          {CycleState::degraded, "degraded"},
                                                                          {CycleState::failed, "failed"}}};

CycleState state_named(std::string_view name) {
  const auto* const row = std::ranges::find(kStates, name, &std::pair<CycleState, std::string_view>::second);
  return row == kStates.end() ? CycleState::failed : row->first;
}

Json text_or_null(const std::string& text) {
  return text.empty() ? Json() : Json(text);
}

std::string text_or_empty(const Json& json) {
  return json.is_null() ? "" : json.get<std::string>();
}

Json timings_json(const CycleReport& report) {
  Json timings = Json::array();
  for (const auto& timing : report.timings) timings.push_back({{"step", timing.step}, {"seconds", timing.seconds}});
  return timings;
}

Json accuracy_json(const CycleReport& report) {
  Json rows = Json::array();
  for (const auto& row : report.accuracy) {
    rows.push_back({{"name", row.name}, {"model", row.model}, {"rival", row.rival}});
  }
  return rows;
}

Json replaced_json(const CycleReport& report) {
  Json rows = Json::array();
  for (const auto& row : report.replaced)
    rows.push_back({{"model", row.model}, {"by", row.by}, {"reason", row.reason}});
  return rows;
}

CycleReport parse(const Json& json) {
  CycleReport report;
  report.id = json.at("id");
  report.marketplace = json.at("marketplaceId");
  report.state = state_named(json.at("state").get<std::string>());
  report.started_by = json.at("startedBy");
  report.started = parse_instant(json.at("started").get<std::string>()).value();
  if (!json.at("finished").is_null()) report.finished = parse_instant(json.at("finished").get<std::string>()).value();
  report.step = json.at("step");
  report.progress = json.at("progress");
  report.problem = text_or_empty(json.at("problem"));
  report.rows_in = json.at("rowsIn");
  report.rows_duplicate = json.at("rowsDuplicate");
  report.rows_rejected = json.at("rowsRejected");
  report.rejected_by = json.at("rejectedBy").get<std::map<std::string, std::uint64_t>>();
  for (const auto& row : json.at("timings")) report.timings.push_back({row.at("step"), row.at("seconds")});
  if (!json.at("dataCut").is_null()) report.data_cut = parse_day(json.at("dataCut").get<std::string>()).value();
  report.model_version = text_or_empty(json.at("modelVersion"));
  report.trained = text_or_empty(json.value("trainedVersion", Json()));
  report.decision = text_or_empty(json.value("decision", Json()));
  report.rival = text_or_empty(json.at("rival"));
  for (const auto& row : json.at("accuracy")) {
    report.accuracy.push_back({row.at("name"), row.at("model"), row.at("rival")});
  }
  for (const auto& row : json.value("replaced", Json::array()))
    report.replaced.push_back({row.at("model"), row.at("by"), row.at("reason")});
  if (json.contains("receipt") && !json.at("receipt").is_null())
    report.receipt = domain::receipt_from_json(json.at("receipt"));
  return report;
}

}  // namespace

std::string_view name_of(CycleState state) {
  return std::ranges::find(kStates, state, &std::pair<CycleState, std::string_view>::first)->second;
}

Json to_json(const CycleReport& report) {
  return {{"id", report.id},
          {"marketplaceId", report.marketplace},
          {"state", name_of(report.state)},
          {"startedBy", report.started_by},
          {"started", format_instant(report.started)},
          {"finished", report.finished ? Json(format_instant(*report.finished)) : Json()},
          {"step", report.step},
          {"progress", report.progress},
          {"problem", text_or_null(report.problem)},
          {"rowsIn", report.rows_in},
          {"rowsDuplicate", report.rows_duplicate},
          {"rowsRejected", report.rows_rejected},
          {"rejectedBy", report.rejected_by},
          {"timings", timings_json(report)},
          {"dataCut", report.data_cut ? Json(format_day(*report.data_cut)) : Json()},
          {"modelVersion", text_or_null(report.model_version)},
          {"trainedVersion", text_or_null(report.trained)},
          {"decision", text_or_null(report.decision)},
          {"rival", text_or_null(report.rival)},
          {"accuracy", accuracy_json(report)},
          {"replaced", replaced_json(report)},
          {"receipt", report.receipt ? domain::to_json(*report.receipt) : Json()}};
}

Result<CycleReport> report_from_json(const Json& json) {
  try {
    return parse(json);
  } catch (const std::exception& error) {
    return fail(Code::corrupt, "cycle report", error.what());
  }
}

}  // namespace shelfcast::control
