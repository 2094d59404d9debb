// SPDX-License-Identifier: Apache-2.0
#include "app/local_models.hpp"

#include "shelfcast/base/digest.hpp"
#include "shelfcast/base/nearest.hpp"
#include "shelfcast/features/data_cut.hpp"
#include "shelfcast/telemetry/log.hpp"
#include "shelfcast/training/imported.hpp"
#include "shelfcast/training/train.hpp"

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include <algorithm>
#include <fstream>
#include <iterator>

namespace shelfcast::app {

using domain::Act;
using domain::ModelDecision;
using domain::ModelVersion;

namespace {

/// Small letters, digits and dashes; and no name that training gives.
Result<> check_name(const std::string& name) {
  const auto is_allowed = [](char c) { return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-'; };
  if (name.empty() || !std::ranges::all_of(name, is_allowed))
    return fail(Code::invalid, name, "a model's name is of small letters, digits and dashes; give one with --name");
  std::vector<std::string> given{std::string(training::kModelKind)};
  for (const auto naive : training::naive_models()) std::ranges::replace(given.emplace_back(naive), ' ', '-');
  if (std::ranges::count(given, name) > 0)
    return fail(Code::conflict, name, "models that are learnt here have this name; give another one with --name");
  return {};
}

Result<std::string> content_of(const std::string& path) {
  std::ifstream file(path, std::ios::binary);
  std::string bytes(std::istreambuf_iterator<char>(file), {});
  if (!file) return fail(Code::not_found, path, "this file cannot be read");
  return bytes;
}

}  // namespace

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

Result<ModelVersion> LocalModels::import(const control::ModelFile& file) {
  if (auto sound = check_name(file.name); !sound) return std::unexpected(sound.error());
  const auto marketplace = house_.catalogue->marketplace(file.marketplace);
  if (!marketplace) return std::unexpected(marketplace.error());
  const auto versions = house_.registry->list(marketplace->key);
  if (!versions) return std::unexpected(versions.error());
  const auto ensemble = std::ranges::find_if(
      *versions, [](const auto& version) { return version.kind == training::kModelKind && version.kept; });
  if (ensemble == versions->end())
    return fail(Code::conflict, marketplace->key,
                "no model was trained yet whose totals it could share out: run a refresh");
  const auto totals = house_.registry->load(ensemble->version);
  if (!totals) return std::unexpected(totals.error());
  const auto bytes = content_of(file.path);
  if (!bytes) return std::unexpected(bytes.error());
  auto blob = training::import_model(*bytes, *totals);
  if (!blob) return std::unexpected(blob.error());
  return registered(*marketplace, file, std::move(*blob), hex(fingerprint(*bytes)));
}

/// It may have learnt from all that is known now.
Result<ModelVersion> LocalModels::registered(const domain::Marketplace& marketplace, const control::ModelFile& file,
                                             std::string blob, const std::string& digest) {
  const auto moment = features::end_of_data(marketplace, *house_.deltas);
  if (!moment) return std::unexpected(moment.error());
  const auto cut = features::data_cut(marketplace, *moment);
  if (!cut) return std::unexpected(cut.error());
  const auto version = house_.registry->register_model({.marketplace = marketplace.key,
                                                        .kind = file.name,
                                                        .generation = std::string(training::kImportedGeneration),
                                                        .cycle = fmt::format("import of {}", digest),
                                                        .data_cut = *cut,
                                                        .config_digest = house_.config.digest(),
                                                        .metrics = nlohmann::json{{"file", file.path}}.dump(),
                                                        .trained_at = house_.clock.now(),
                                                        .blob = std::move(blob)});
  if (!version) return version;
  if (version->stage != domain::Stage::candidate) return version;
  if (auto moved = house_.registry->move_to(version->version, domain::Stage::shadow); !moved)
    return std::unexpected(moved.error());
  return house_.registry->find(version->version);
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
