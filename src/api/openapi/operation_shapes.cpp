// SPDX-License-Identifier: Apache-2.0
// What is served and how it came about: for whoever operates it.
#include "api/openapi/shape.hpp"

namespace shelfcast::api::openapi {
namespace {

Shape cycle() {
  return object({{"id", text()},
                 {"marketplaceId", text()},
                 {"state", word({"running", "ok", "degraded", "failed"})},
                 {"startedBy", text()},
                 {"started", time()},
                 {"finished", maybe(time())},
                 {"step", text()},
                 {"progress", number()},
                 {"problem", maybe(text())},
                 {"rowsIn", whole()},
                 {"rowsDuplicate", whole()},
                 {"rowsRejected", whole()},
                 {"rejectedBy", map_of(whole())},
                 {"timings", list_of(object({{"step", text()}, {"seconds", number()}}))},
                 {"dataCut", maybe(day())},
                 {"modelVersion", maybe(text())},
                 {"trainedVersion", maybe(text())},
                 {"decision", maybe(text())},
                 {"rival", maybe(text())},
                 {"accuracy", list_of(object({{"name", text()}, {"model", number()}, {"rival", number()}}))},
                 {"replaced", list_of(object({{"model", text()}, {"by", text()}, {"reason", text()}}))},
                 {"receipt", maybe(map_of(anything()))}});
}

Shape model() {
  return object({{"version", text()},
                 {"marketplaceId", text()},
                 {"kind", text()},
                 {"stage", text()},
                 {"cycle", text()},
                 {"dataCut", day()},
                 {"configDigest", text()},
                 {"parent", maybe(text())},
                 {"trainedAt", time()},
                 {"bytes", whole()},
                 {"kept", flag()},
                 {"metrics", anything()}});
}

Shape decision() {
  return object({{"marketplaceId", text()},
                 {"cycle", maybe(text())},
                 {"dataCut", day()},
                 {"at", time()},
                 {"decision", text()},
                 {"serves", text()},
                 {"insteadOf", maybe(text())},
                 {"reason", text()}});
}

Shape letter() {
  return object({{"key", text()},
                 {"source", text()},
                 {"position", text()},
                 {"code", text()},
                 {"reason", text()},
                 {"row", text()},
                 {"at", time()},
                 {"canReplay", flag()},
                 {"waitsForProduct", maybe(text())}});
}

Shape load() {
  return object({{"id", whole()},
                 {"marketplaceId", text()},
                 {"source", text()},
                 {"readAt", time()},
                 {"state", word({"accepted", "held", "rejected"})},
                 {"findings", list_of(object({{"code", text()}, {"message", text()}}))},
                 {"profile", map_of(number())}});
}

Shape marketplace() {
  return object({{"marketplaceId", text()},
                 {"currency", maybe(text())},
                 {"timeZone", text()},
                 {"grain", text()},
                 {"measures", object({{"units", flag()}, {"amount", flag()}})},
                 {"dataCut", day()},
                 {"lastRefreshed", time()},
                 {"modelVersion", text()},
                 {"cycle", text()},
                 {"nowIsDataCut", flag()},
                 {"nextRefreshDue", maybe(time())}});
}

}  // namespace

void add_operation_shapes(Shape& all) {
  all["CategoryTree"] = object({{"marketplaceId", text()},
                                {"cycle", text()},
                                {"categories", list_of(object({{"categoryId", whole()},
                                                               {"categoryKey", text()},
                                                               {"categoryName", text()},
                                                               {"parentId", maybe(whole())},
                                                               {"children", list_of(whole())}}))}});
  all["Marketplaces"] = object({{"marketplaces", list_of(marketplace())}});
  all["Cycle"] = cycle();
  all["Cycles"] = object({{"cycles", list_of(named("Cycle"))}, {"next", maybe(text())}});
  all["CycleWanted"] = only(object({{"marketplaceId", text()}, {"categories?", list_of(outside_id())}}));
  all["CycleStarted"] = object({{"id", text()}, {"marketplaceId", text()}, {"state", text()}});
  all["Model"] = model();
  all["Decision"] = decision();
  all["Models"] = object({{"models", list_of(named("Model"))}, {"decisions", list_of(named("Decision"))}});
  all["OfMarketplace"] = only(object({{"marketplaceId", text()}}));
  all["DeadLetters"] = object({{"deadLetters", list_of(letter())}, {"next", maybe(text())}});
  all["LettersChosen"] =
      only(object({{"marketplaceId", text()}, {"keys?", list_of(text())}, {"code?", text()}, {"all?", flag()}}));
  all["LettersMoved"] = object({{"rows", whole()}});
  all["Loads"] = object({{"loads", list_of(load())}});
  all["LoadDecided"] = object({{"id", whole()}});
  all["Readiness"] = object(
      {{"status", text()}, {"flags", list_of(object({{"name", text()}, {"condition", text()}, {"detail", text()}}))}});
  all["Document"] = object({{"openapi", text()}, {"info", map_of(anything())}, {"paths", map_of(anything())}});
}

}  // namespace shelfcast::api::openapi
