// SPDX-License-Identifier: Apache-2.0
#include "shelfcast/refresh/cycle.hpp"

#include "refresh/coverage_scoring.hpp"
#include "refresh/deciding.hpp"
#include "refresh/making.hpp"
#include "refresh/metrics_json.hpp"
#include "refresh/part.hpp"
#include "shelfcast/control/cycle_json.hpp"
#include "shelfcast/features/data_cut.hpp"
#include "shelfcast/telemetry/health.hpp"
#include "shelfcast/telemetry/log.hpp"
#include "shelfcast/telemetry/metrics.hpp"
#include "shelfcast/training/intervals.hpp"
#include "shelfcast/training/train.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <span>

namespace shelfcast::refresh {
namespace {

using domain::CycleReport;
using domain::CycleState;

/// Those of the forecast, where training had not met with them already.
void add_replaced(const std::vector<domain::Replacement>& more, std::vector<domain::Replacement>& replaced) {
  for (const auto& replacement : more)
    if (std::ranges::count(replaced, replacement.model, &domain::Replacement::model) == 0)
      replaced.push_back(replacement);
}

/// The state of one running cycle: what each step leaves for the next.
class Cycle {
 public:
  Cycle(const Rooms& rooms, const Settings& settings, const Order& order, const Clock& clock, const Announce& announce)
      : rooms_(rooms), settings_(settings), order_(order), clock_(clock), announce_(announce) {
    report_.id = order.id;
    report_.marketplace = order.marketplace;
    report_.started_by = order.started_by;
    report_.started = order.started;
  }

  CycleReport run();

 private:
  struct Step {
    std::string_view name;
    Result<void> (Cycle::*run)();
    double share;  ///< of the whole cycle, for the progress bar
  };
  static const std::array<Step, 9> kSteps;
  static const std::array<Step, 5> kPartSteps;

  Result<void> extract();
  Result<void> merge();
  Result<void> take_up_model();
  Result<void> build_features();
  Result<void> train();
  Result<void> register_model();
  Result<void> decide();
  Result<void> rank();
  Result<void> publish();
  Result<void> sweep();

  [[nodiscard]] Result<Instant> known_at() const;
  [[nodiscard]] Result<domain::IntervalFactors> factors() const;
  Result<void> carry_out(const Step& step);
  void progress(double fraction);
  void finish(const Result<void>& ended);

  const Rooms& rooms_;
  const Settings& settings_;
  const Order& order_;
  const Clock& clock_;
  const Announce& announce_;
  CycleReport report_;
  double done_before_ = 0;
  double share_ = 0;
  std::string setback_;  ///< what went wrong without ending the cycle

  domain::Marketplace marketplace_;
  predictions::TablePtr base_;    ///< the table that gets new categories; null: a new table
  std::vector<CategoryId> part_;  ///< these
  Making making_;
};

// The cycle, in one sentence: extract and queue, merge deltas, build features, train, register, decide, rank, publish,
// sweep.
const std::array<Cycle::Step, 9> Cycle::kSteps{{{"extract", &Cycle::extract, 0.29},
                                                {"merge", &Cycle::merge, 0.30},
                                                {"features", &Cycle::build_features, 0.05},
                                                {"train", &Cycle::train, 0.25},
                                                {"register", &Cycle::register_model, 0.01},
                                                {"decide", &Cycle::decide, 0.01},
                                                {"rank", &Cycle::rank, 0.05},
                                                {"publish", &Cycle::publish, 0.03},
                                                {"sweep", &Cycle::sweep, 0.01}}};

// That of some categories is the same functions, with the model of the table that it refreshes.
const std::array<Cycle::Step, 5> Cycle::kPartSteps{{{"model", &Cycle::take_up_model, 0.1},
                                                    {"features", &Cycle::build_features, 0.4},
                                                    {"rank", &Cycle::rank, 0.3},
                                                    {"publish", &Cycle::publish, 0.19},
                                                    {"sweep", &Cycle::sweep, 0.01}}};

CycleReport Cycle::run() {
  Result<void> ended;
  const auto steps = order_.categories.empty() ? std::span<const Step>(kSteps) : std::span<const Step>(kPartSteps);
  for (const Step& step : steps) {
    ended = carry_out(step);
    if (!ended) break;
  }
  finish(ended);
  return report_;
}

Result<void> Cycle::carry_out(const Step& step) {
  report_.step = step.name;
  share_ = step.share;
  if (auto saved = rooms_.reports.save(report_); !saved) return saved;
  progress(0);
  const double began = stopwatch_seconds();
  auto ended = (this->*step.run)();
  const double seconds = stopwatch_seconds() - began;
  report_.timings.push_back({std::string(step.name), seconds});
  telemetry::histogram("shelfcast_cycle_step_duration_seconds", {{"step", step.name}}).observe(seconds);
  done_before_ += step.share;
  return ended;
}

void Cycle::progress(double fraction) {
  report_.progress = done_before_ + fraction * share_;
  announce_(report_);
}

Result<void> Cycle::extract() {
  if (order_.source != nullptr) {
    const auto extracted = rooms_.ingest.extract(order_.marketplace, *order_.source, [this](double f) { progress(f); });
    // Orders come in all the same: a source that is away must not keep them from being learnt from.
    const bool is_away = !extracted && extracted.error().code == Code::unavailable;
    if (is_away) setback_ = extracted.error().text();
    if (!extracted && !is_away) return std::unexpected(extracted.error());
    if (extracted) {
      for (const auto& warning : extracted->warnings) {
        telemetry::log(telemetry::Severity::warning, "the warehouse has something odd", {{"detail", warning}});
      }
    }
  }
  auto marketplace = rooms_.catalogue.marketplace(order_.marketplace);
  if (!marketplace) return std::unexpected(marketplace.error());
  marketplace_ = std::move(*marketplace);
  return {};
}

Result<void> Cycle::merge() {
  // What a source told before it broke off must not be counted unseen: the next reading looks at it.
  if (!setback_.empty()) return {};
  const auto counted = rooms_.ingest.merge(order_.marketplace, [this](double f) { progress(f); });
  if (!counted) return std::unexpected(counted.error());
  report_.rows_in = counted->rows_in;
  report_.rows_duplicate = counted->duplicate;
  report_.rejected_by = counted->rejected_by;
  for (const auto& [code, rows] : counted->rejected_by) report_.rows_rejected += rows;
  return {};
}

Result<Instant> Cycle::known_at() const {
  return order_.known_at ? Result<Instant>(*order_.known_at) : features::end_of_data(marketplace_, rooms_.deltas);
}

Result<void> Cycle::take_up_model() {
  auto marketplace = rooms_.catalogue.marketplace(order_.marketplace);
  if (!marketplace) return std::unexpected(marketplace.error());
  marketplace_ = std::move(*marketplace);
  base_ = rooms_.tables.current(order_.marketplace);
  if (!base_)
    return fail(Code::not_found, order_.marketplace, "no table serves yet of which a part could be made anew");
  report_.model_version = base_->cube().receipt.model_version;
  auto blob = rooms_.registry.load(report_.model_version);
  if (!blob) return std::unexpected(blob.error());
  making_.trained.blob = std::move(*blob);
  const auto moment = known_at();
  if (!moment) return std::unexpected(moment.error());
  const auto known = rooms_.catalogue.as_known_at(marketplace_.id, *moment);
  if (!known) return std::unexpected(known.error());
  part_ = with_movers(order_.categories, base_->cube(), known->products);
  return {};
}

Result<void> Cycle::build_features() {
  const auto moment = known_at();
  if (!moment) return std::unexpected(moment.error());
  Known known{.marketplace = marketplace_, .at = *moment};
  if (base_) {
    known.cut = base_->cube().receipt.data_cut;
    known.only_of = part_;
  }
  if (auto built = refresh::build_features(rooms_, settings_, known, making_); !built) return built;
  report_.data_cut = making_.panel.cut;
  return {};
}

Result<void> Cycle::train() {
  auto challengers = challengers_of(rooms_, order_.marketplace);
  if (!challengers) return std::unexpected(challengers.error());
  making_.challengers = std::move(*challengers);
  auto settings = settings_;
  if (settings.incremental) {
    auto base = base_of(rooms_, order_, making_.panel.cut);
    if (!base) return std::unexpected(base.error());
    settings.based_on = std::move(*base);
  }
  const auto trained = refresh::train(rooms_, settings, [this](double f) { progress(f); }, making_);
  if (!trained) return trained;
  report_.rival = making_.trained.rival;
  report_.accuracy = making_.trained.accuracy;
  report_.replaced = making_.trained.replaced;
  return {};
}

Result<void> Cycle::register_model() {
  const auto version = rooms_.registry.register_model({.marketplace = order_.marketplace,
                                                       .kind = std::string(training::kModelKind),
                                                       .generation = std::string(training::kModelGeneration),
                                                       .cycle = order_.id,
                                                       .data_cut = making_.panel.cut,
                                                       .config_digest = settings_.config_digest,
                                                       .metrics = metrics_json(making_.trained, making_.based_on),
                                                       .trained_at = order_.started,
                                                       .blob = making_.trained.blob});
  if (!version) return std::unexpected(version.error());
  report_.trained = version->version;
  // A cycle that is taken up again goes on with what it had registered: another model may have taken too long since.
  auto kept = rooms_.registry.load(version->version);
  if (!kept) return std::unexpected(kept.error());
  making_.trained.blob = std::move(*kept);
  return {};
}

Result<void> Cycle::decide() {
  const auto decision = decide_what_serves(rooms_, settings_, {order_, marketplace_, report_.trained}, making_);
  if (!decision) return std::unexpected(decision.error());
  report_.model_version = decision->serves;
  report_.decision = decision->reason;
  return {};
}

/// A part is as sure as the table it is a part of.
Result<domain::IntervalFactors> Cycle::factors() const {
  if (base_) return base_->cube().receipt.factors;
  const auto measured = training::intervals_in(making_.trained.blob);
  if (!measured) return std::unexpected(measured.error());
  return live_factors(rooms_, order_.marketplace, making_.panel.cut, *measured);
}

Result<void> Cycle::rank() {
  auto configuration = configuration_of(settings_, making_);
  if (!configuration) return std::unexpected(configuration.error());
  auto stretched_by = factors();
  if (!stretched_by) return std::unexpected(stretched_by.error());
  const auto ranked = refresh::rank(rooms_,
                                    {.cycle = order_.id,
                                     .model_version = report_.model_version,
                                     .data_cut = {},
                                     .known_at = {},
                                     .config_digest = settings_.config_digest,
                                     .seed = settings_.seed,
                                     .configuration = std::move(*configuration),
                                     .categories = part_,
                                     .factors = std::move(*stretched_by),
                                     .holidays = {},
                                     .numbers = {},
                                     .workshop = settings_.workshop},
                                    making_);
  if (!ranked) return ranked;
  add_replaced(making_.replaced, report_.replaced);
  report_.receipt = making_.cube.receipt;
  return {};
}

Result<void> Cycle::publish() {
  if (auto saved = rooms_.rows.save(making_.panel); !saved) return saved;
  if (!base_)
    if (auto saved = rooms_.spreads.save(making_.panel); !saved) return saved;
  const auto table = base_ ? rooms_.tables.publish_part(*base_, making_.cube, part_, order_.started)
                           : rooms_.tables.publish(making_.cube, order_.started);
  if (!table) return std::unexpected(table.error());
  return {};
}

Result<void> Cycle::sweep() {
  const auto swept = rooms_.tables.sweep(order_.marketplace, order_.started, settings_.keep_days);
  if (!swept) return std::unexpected(swept.error());
  return {};
}

void Cycle::finish(const Result<void>& ended) {
  report_.finished = clock_.now();
  report_.progress = 1;
  // What comes after the switch cannot take the new table away again: it serves, and the trouble is said.
  const bool published = report_.step == "sweep";
  const bool waits_for_operator = !ended && report_.step == "merge" && ended.error().code == Code::conflict;
  report_.state = CycleState::ok;
  if (!ended) report_.state = published || waits_for_operator ? CycleState::degraded : CycleState::failed;
  if (ended && !setback_.empty()) report_.state = CycleState::degraded;
  report_.problem = ended ? setback_ : ended.error().text();
  if (const auto saved = rooms_.reports.save(report_); !saved && ended) {
    report_.state = CycleState::degraded;
    report_.problem = saved.error().text();
  }
  const double seconds = static_cast<double>((*report_.finished).seconds - report_.started.seconds);
  const bool well = report_.state == CycleState::ok;
  const std::string_view state = control::name_of(report_.state);
  const std::string_view kind = order_.categories.empty() ? "cycle" : "live cycle";
  telemetry::counter(order_.categories.empty() ? "shelfcast_cycles_total" : "shelfcast_live_cycles_total",
                     {{"marketplace", order_.marketplace}, {"state", state}})
      .add();
  telemetry::set_health(fmt::format("{} {}", kind, order_.marketplace),
                        well ? telemetry::Condition::ok : telemetry::Condition::degraded,
                        well ? std::string_view(order_.id) : std::string_view(report_.problem));
  telemetry::log(well ? telemetry::Severity::info : telemetry::Severity::error, "cycle ended",
                 {{"cycle", order_.id},
                  {"state", state},
                  {"duration_s", seconds},
                  {"step", report_.step},
                  {"problem", report_.problem}});
}

}  // namespace

CycleReport run_cycle(const Rooms& rooms, const Settings& settings, const Order& order, const Clock& clock,
                      const Announce& announce) {
  return Cycle(rooms, settings, order, clock, announce).run();
}

}  // namespace shelfcast::refresh
