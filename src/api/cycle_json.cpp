// SPDX-License-Identifier: Apache-2.0
#include "api/cycle_json.hpp"

#include <nlohmann/json.hpp>

namespace shelfcast::api {
namespace {

using Json = nlohmann::ordered_json;

const char* name_of(domain::CycleState state) {
  switch (state) {
    case domain::CycleState::running:
      return "running";
    case domain::CycleState::ok:
      return "ok";
    case domain::CycleState::degraded:
      return "degraded";
    case domain::CycleState::failed:
      break;
  }
  return "failed";
}

template <class Value>
Json text_or_null(const Value& text) {
  return text.empty() ? Json() : Json(text);
}

Json accuracy_of(const domain::CycleReport& report) {
  Json all = Json::array();
  for (const auto& one : report.accuracy) {
    all.push_back({{"name", one.name}, {"model", one.model}, {"rival", one.rival}});
  }
  return all;
}

Json timings_of(const domain::CycleReport& report) {
  Json all = Json::array();
  for (const auto& one : report.timings) all.push_back({{"step", one.step}, {"seconds", one.seconds}});
  return all;
}

}  // namespace

Json to_json(const domain::CycleReport& report) {
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
          {"timings", timings_of(report)},
          {"dataCut", report.data_cut ? Json(format_day(*report.data_cut)) : Json()},
          {"modelVersion", text_or_null(report.model_version)},
          {"rival", text_or_null(report.rival)},
          {"accuracy", accuracy_of(report)}};
}

}  // namespace shelfcast::api
