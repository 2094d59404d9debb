// SPDX-License-Identifier: Apache-2.0
#include "app/local_models.hpp"

#include "shelfcast/base/nearest.hpp"
#include "shelfcast/telemetry/log.hpp"

#include <fmt/format.h>

namespace shelfcast::app {

using domain::Act;
using domain::ModelDecision;
using domain::ModelVersion;

Result<std::vector<ModelVersion>> LocalModels::list(std::string_view marketplace) const {
  const auto known = house_.catalogue->marketplace(marketplace);
  if (!known) return std::unexpected(known.error());
  return house_.registry->list(marketplace);
}

Result<ModelVersion> LocalModels::show(std::string_view version) const {
  return known(version);
}

Result<std::vector<ModelDecision>> LocalModels::decisions(std::string_view marketplace, std::size_t at_most) const {
  return house_.ledger->list(marketplace, at_most);
}

/// Where there is none of that name, the nearest one is named.
Result<ModelVersion> LocalModels::known(std::string_view version) const {
  auto found = house_.registry->find(version);
  if (found || found.error().code != Code::not_found) return found;
  const auto marketplaces = house_.catalogue->marketplaces();
  if (!marketplaces) return std::unexpected(marketplaces.error());
  std::vector<std::string> names;
  for (const auto& marketplace : *marketplaces) {
    const auto versions = house_.registry->list(marketplace.key);
    if (!versions) return std::unexpected(versions.error());
    for (const auto& one : *versions) names.push_back(one.version);
  }
  const auto nearest = nearest_name(version, std::vector<std::string_view>(names.begin(), names.end()));
  if (nearest.empty()) return found;
  return fail(Code::not_found, std::string(version),
              fmt::format("there is no such model version; did you mean '{}'?", nearest));
}

Result<ModelVersion> LocalModels::champion_of(std::string_view marketplace) const {
  const auto known = house_.catalogue->marketplace(marketplace);
  if (!known) return std::unexpected(known.error());
  auto champion = house_.registry->champion(marketplace);
  if (!champion) return std::unexpected(champion.error());
  if (!*champion) return fail(Code::not_found, std::string(marketplace), "no model was trained yet: run a refresh");
  return **std::move(champion);
}

Result<ModelDecision> LocalModels::promote(std::string_view version) {
  const auto wanted = known(version);
  if (!wanted) return std::unexpected(wanted.error());
  if (!wanted->kept)
    return fail(Code::conflict, wanted->version, "it is too old: what it had learnt is no longer kept");
  const auto champion = champion_of(wanted->marketplace);
  if (!champion) return std::unexpected(champion.error());
  return decide({.marketplace = wanted->marketplace,
                 .cycle = {},
                 .data_cut = {},
                 .at = {},
                 .act = Act::chosen,
                 .serves = wanted->version,
                 .instead_of = champion->version,
                 .reason = "chosen by command"});
}

Result<ModelDecision> LocalModels::roll_back(std::string_view marketplace) {
  const auto champion = champion_of(marketplace);
  if (!champion) return std::unexpected(champion.error());
  const auto before = house_.ledger->replaced_by(marketplace, champion->version);
  if (!before) return std::unexpected(before.error());
  if (before->empty())
    return fail(Code::not_found, champion->version, "it replaced no other version that could serve again");
  return promote(*before);
}

Result<ModelDecision> LocalModels::unpin(std::string_view marketplace) {
  const auto champion = champion_of(marketplace);
  if (!champion) return std::unexpected(champion.error());
  const auto change = house_.ledger->last_change(marketplace);
  if (!change) return std::unexpected(change.error());
  if (!*change || (*change)->act != Act::chosen)
    return fail(Code::conflict, champion->version, "it is not pinned: newer versions take over by themselves");
  return decide({.marketplace = champion->marketplace,
                 .cycle = {},
                 .data_cut = {},
                 .at = {},
                 .act = Act::unpinned,
                 .serves = champion->version,
                 .instead_of = champion->version,
                 .reason = "given back by command"});
}

Result<ModelVersion> LocalModels::archive(std::string_view version) {
  const auto wanted = known(version);
  if (!wanted) return std::unexpected(wanted.error());
  if (auto moved = house_.registry->move_to(version, domain::Stage::archived); !moved)
    return std::unexpected(moved.error());
  return house_.registry->find(version);
}

Result<ModelDecision> LocalModels::decide(ModelDecision decision) {
  const auto champion = champion_of(decision.marketplace);
  if (!champion) return std::unexpected(champion.error());
  const auto table = house_.tables->current(decision.marketplace);
  decision.data_cut = table ? table->cube().receipt.data_cut : champion->data_cut;
  decision.at = house_.clock.now();
  // The decision first: cut off in between, the same command finds what served still serving, and finishes.
  if (auto added = house_.ledger->add(decision); !added) return std::unexpected(added.error());
  if (auto promoted = house_.registry->promote(decision.serves); !promoted) return std::unexpected(promoted.error());
  telemetry::log(telemetry::Severity::info, "decided which model serves",
                 {{"decision", domain::name_of(decision.act)},
                  {"serves", decision.serves},
                  {"instead_of", decision.instead_of},
                  {"reason", decision.reason}});
  return decision;
}

}  // namespace shelfcast::app
