// SPDX-License-Identifier: Apache-2.0
#include "refresh/deciding.hpp"

#include "refresh/metrics_json.hpp"
#include "shelfcast/experiments/verdict.hpp"
#include "shelfcast/refresh/promises.hpp"
#include "shelfcast/telemetry/health.hpp"
#include "shelfcast/telemetry/log.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace shelfcast::refresh {
namespace {

using domain::Act;
using domain::ModelDecision;
using experiments::Evidence;
using experiments::Serves;
using registry::Version;

/// "28-day mean" as a version's kind: "28-day-mean".
std::string kind_of(std::string_view naive_model) {
  std::string kind(naive_model);
  std::ranges::replace(kind, ' ', '-');
  return kind;
}

/// The naive model of a version, or empty.
std::string_view naive_model_of(const Version& version) {
  for (const auto model : training::naive_models())
    if (kind_of(model) == version.kind) return model;
  return {};
}

bool can_serve(const Rooms& rooms, const std::string& version) {
  const auto blob = rooms.registry.load(version);
  return blob && training::can_forecast(*blob);
}

void add_champion(const Rooms& rooms, const Version& champion, const training::Trained& trained, Evidence& evidence) {
  const auto naive = naive_model_of(champion);
  evidence.champion = champion.version;
  evidence.champion_is_naive = !naive.empty();
  evidence.champion_can_serve = can_serve(rooms, champion.version);
  if (naive.empty()) {
    evidence.candidate_over_champion =
        experiments::pairs_of_trainings(trained.contest, contest_in(champion.metrics), training::kModelKind);
  } else if (evidence.champion_can_serve) {
    evidence.candidate_over_champion = experiments::pairs_of(trained.contest, training::kModelKind, naive);
    evidence.rival_over_candidate = experiments::pairs_of(trained.contest, trained.rival, naive);
  }
}

Result<void> add_live(const Rooms& rooms, const std::string& marketplace, Evidence& evidence) {
  const auto change = rooms.ledger.last_change(marketplace);
  if (!change) return std::unexpected(change.error());
  if (*change && (*change)->act != Act::unpinned) {
    evidence.changed_by = (*change)->act;
    evidence.changed_at = (*change)->data_cut;
  }
  const Day since = *change ? (*change)->data_cut + 1 : Day{0};
  const auto scores = rooms.ledger.scores(marketplace, since);
  if (!scores) return std::unexpected(scores.error());
  const auto latest = std::min<std::size_t>(scores->size(), kPromisedPeriods);
  const std::vector<experiments::Score> last(scores->end() - static_cast<std::ptrdiff_t>(latest), scores->end());
  evidence.rival_over_promises = over_promises(last, evidence.rival);
  evidence.earlier_over_promises = over_promises(last, experiments::kEarlier);
  const auto earlier = rooms.ledger.replaced_by(marketplace, evidence.champion);
  if (!earlier) return std::unexpected(earlier.error());
  if (can_serve(rooms, *earlier)) evidence.earlier = *earlier;
  return {};
}

Result<Evidence> gather(const Rooms& rooms, const Deciding& deciding, const Making& making) {
  const auto& trained = making.trained;
  Evidence evidence{.data_cut = making.panel.cut,
                    .candidate = deciding.candidate,
                    .rival = trained.rival,
                    .champion = {},
                    .earlier = {},
                    .candidate_over_champion = {},
                    .rival_over_candidate = experiments::pairs_of(trained.contest, trained.rival, training::kModelKind),
                    .rival_over_promises = {},
                    .earlier_over_promises = {},
                    .changed_by = std::nullopt};
  const auto champion = rooms.registry.champion(deciding.order.marketplace);
  if (!champion) return std::unexpected(champion.error());
  if (*champion) add_champion(rooms, **champion, trained, evidence);
  if (auto added = add_live(rooms, deciding.order.marketplace, evidence); !added) return std::unexpected(added.error());
  return evidence;
}

/// The version of a naive model: one for ever, since it learns nothing.
Result<std::string> version_of_naive(const Rooms& rooms, const Settings& settings, const Deciding& deciding,
                                     const Making& making) {
  const auto kind = kind_of(making.trained.rival);
  const auto versions = rooms.registry.list(deciding.order.marketplace);
  if (!versions) return std::unexpected(versions.error());
  const auto same = std::ranges::find(*versions, kind, &Version::kind);
  if (same != versions->end() && same->kept) return same->version;
  const auto made = rooms.registry.register_model({.marketplace = deciding.order.marketplace,
                                                   .kind = kind,
                                                   .generation = std::string(training::kNaiveGeneration),
                                                   .cycle = deciding.order.id,
                                                   .data_cut = making.panel.cut,
                                                   .config_digest = settings.config_digest,
                                                   .metrics = metrics_json(making.trained),
                                                   .trained_at = deciding.order.started,
                                                   .blob = training::naive_blob(making.trained.rival)});
  if (!made) return std::unexpected(made.error());
  return made->version;
}

Result<ModelDecision> decide(const Rooms& rooms, const Settings& settings, const Deciding& deciding,
                             const Making& making) {
  if (auto scored = score_promises(rooms, settings, deciding.marketplace, making.panel.cut); !scored)
    return std::unexpected(scored.error());
  const auto evidence = gather(rooms, deciding, making);
  if (!evidence) return std::unexpected(evidence.error());
  auto verdict = experiments::decide(*evidence);
  ModelDecision decision{.marketplace = deciding.order.marketplace,
                         .cycle = deciding.order.id,
                         .data_cut = making.panel.cut,
                         .at = deciding.order.started,
                         .act = verdict.act,
                         .serves = deciding.candidate,
                         .instead_of = evidence->champion,
                         .reason = std::move(verdict.reason)};
  if (verdict.serves == Serves::champion) decision.serves = evidence->champion;
  if (verdict.serves == Serves::earlier) decision.serves = evidence->earlier;
  if (verdict.serves == Serves::rival) {
    auto naive = version_of_naive(rooms, settings, deciding, making);
    if (!naive) return std::unexpected(naive.error());
    decision.serves = std::move(*naive);
  }
  if (auto added = rooms.ledger.add(decision); !added) return std::unexpected(added.error());
  return decision;
}

/// A naive model that served goes on competing.
Result<void> install(const Rooms& rooms, const ModelDecision& decision) {
  if (auto promoted = rooms.registry.promote(decision.serves); !promoted) return promoted;
  if (decision.instead_of.empty() || decision.instead_of == decision.serves) return {};
  const auto before = rooms.registry.find(decision.instead_of);
  if (!before) return std::unexpected(before.error());
  if (naive_model_of(*before).empty()) return {};
  return rooms.registry.move_to(before->version, domain::Stage::shadow);
}

/// What the newest table of a version says of how often it hits; of one that never served, nothing is measured.
std::vector<domain::ConfidenceCurve> confidence_of(const Rooms& rooms, const ModelDecision& decision) {
  auto kept = rooms.tables.kept(decision.marketplace);
  std::ranges::reverse(kept);
  for (const auto& entry : kept) {
    const auto table = rooms.tables.find(decision.marketplace, entry.id);
    if (table && table->cube().receipt.model_version == decision.serves) return table->cube().confidence;
  }
  return {};
}

void tell(const ModelDecision& decision) {
  const bool well = decision.act != Act::rolled_back;
  telemetry::log(well ? telemetry::Severity::info : telemetry::Severity::warning, "decided which model serves",
                 {{"cycle", decision.cycle},
                  {"decision", domain::name_of(decision.act)},
                  {"serves", decision.serves},
                  {"instead_of", decision.instead_of},
                  {"reason", decision.reason}});
  telemetry::set_health(fmt::format("model {}", decision.marketplace),
                        well ? telemetry::Condition::ok : telemetry::Condition::degraded,
                        fmt::format("{} serves: {}", decision.serves, decision.reason));
}

}  // namespace

Result<ModelDecision> decide_what_serves(const Rooms& rooms, const Settings& settings, const Deciding& deciding,
                                         Making& making) {
  const auto before = rooms.ledger.of_cycle(deciding.order.id);
  if (!before) return std::unexpected(before.error());
  const auto decision = *before ? Result<ModelDecision>(**before) : decide(rooms, settings, deciding, making);
  if (!decision) return decision;
  if (auto installed = install(rooms, *decision); !installed) return std::unexpected(installed.error());
  tell(*decision);
  if (decision->serves == deciding.candidate) return decision;
  auto blob = rooms.registry.load(decision->serves);
  if (!blob) return std::unexpected(blob.error());
  making.trained.blob = std::move(*blob);
  making.trained.confidence = confidence_of(rooms, *decision);
  return decision;
}

}  // namespace shelfcast::refresh
