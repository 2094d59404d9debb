// SPDX-License-Identifier: Apache-2.0
// What operators look at: marketplaces, cycles, models, and how certainty held.
#include "api/graph/asking.hpp"
#include "api/graph/fields.hpp"
#include "api/graph/json_fields.hpp"
#include "api/marketplaces.hpp"
#include "shelfcast/control/coverage_json.hpp"
#include "shelfcast/control/cycle_json.hpp"
#include "shelfcast/control/model_json.hpp"

namespace shelfcast::api::graph {
namespace {

using graphql::Call;
using graphql::Output;

constexpr std::int64_t kMostCycles = 100;

/// What the table that serves does not decide.
const Services& services_now(const Call& call) {
  asking(call).lasts = false;
  return asking(call).services;
}

template <class Thing>
Output list_of(const Result<std::vector<Thing>>& things, const Call& call) {
  if (!things) return failure_of(refusal_of(things.error()));
  Json list = Json::array();
  for (const auto& thing : *things) list.push_back(control::to_json(thing));
  return output_of(std::move(list), call.keeper);
}

Output cycles(const Call& call) {
  if (auto refused = refuse_without(call, "operations:read")) return std::move(*refused);
  const auto limit = count_asked(call, "limit", 1, kMostCycles);
  return limit ? list_of(services_now(call).cycles.list({}, *limit), call) : Output(limit.error());
}

Output models(const Call& call) {
  if (auto refused = refuse_without(call, "operations:read")) return std::move(*refused);
  const auto* const registry = services_now(call).registry;
  const auto marketplace = marketplace_of(call);
  if (!marketplace) return failure_of(marketplace.error());
  return registry == nullptr ? Output(Output::List{}) : list_of(registry->list(*marketplace), call);
}

Output coverage(const Call& call) {
  const auto* const coverages = services_now(call).coverages;
  const auto marketplace = marketplace_of(call);
  if (!marketplace) return failure_of(marketplace.error());
  if (coverages == nullptr) return Output::Failure{"Nothing is measured here.", "not-kept"};
  control::CoverageQuestion question{.marketplace = *marketplace};
  for (const auto& [name, text] : parameters_of(call.arguments)) {
    if (name == "timeFrame") question.frame = parse_frame(text);
    if (name == "level") question.level = domain::level_named(text);
  }
  const auto found = coverages->show(question);
  return found ? output_of(control::to_json(*found), call.keeper) : Output(failure_of(refusal_of(found.error())));
}

}  // namespace

void add_operations(graphql::Wiring& wiring) {
  const FieldsOf query{wiring, "Query"};
  query.add("marketplaces", graphql::root([](const Call& call) {
              return output_of(marketplaces_json(services_now(call)), call.keeper);
            }));
  query.add("cycles", graphql::root(cycles));
  query.add("models", graphql::root(models));
  query.add("coverage", graphql::root(coverage));
  add_members(wiring, "Marketplace",
              {"marketplaceId", "currency", "timeZone", "grain", "dataCut", "lastRefreshed", "modelVersion", "cycle",
               "nowIsDataCut", "nextRefreshDue"});
  add_members(wiring, "Cycle",
              {"id", "marketplaceId", "state", "startedBy", "started", "finished", "step", "progress", "problem",
               "rowsIn", "rowsDuplicate", "rowsRejected", "dataCut", "modelVersion", "timings"});
  add_members(wiring, "Timing", {"step", "seconds"});
  add_members(wiring, "ModelVersion",
              {"version", "marketplaceId", "kind", "stage", "cycle", "dataCut", "configDigest", "parent", "trainedAt",
               "bytes", "kept"});
  add_any(wiring, "ModelVersion", {"metrics"});
  add_members(wiring, "Coverage", {"marketplaceId", "periods", "knownFrom", "scoredUntil", "note", "coverage"});
  add_members(wiring, "CoverageRow",
              {"level", "timeFrame", "horizon", "intervals", "held80", "held95", "coverage80", "coverage95"});
  add_any(wiring, "CoverageRow", {"confidenceScore", "topProbability"});
}

}  // namespace shelfcast::api::graph
