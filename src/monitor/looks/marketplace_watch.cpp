// SPDX-License-Identifier: Apache-2.0
#include "shelfcast/monitor/marketplace_watch.hpp"

#include "shelfcast/monitor/rules.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <string_view>
#include <utility>

namespace shelfcast::monitor {
namespace {

using domain::CycleState;
using domain::Held;

/// Beyond chance: what happens once in a thousand by it.
constexpr double kSurely = 3.09;
/// Intervals held or not are no coins of their own: products move together within a period.
constexpr double kIntervalsThatMoveTogether = 50;
constexpr double kPercent = 100;

/// The least share that so many of so many stand for, for sure.
double surely_at_least(double count, double of) {
  const double share = count / of;
  return share - kSurely * std::sqrt(share * (1 - share) / of);
}

class Judge {
 public:
  Judge(const MarketplaceState& state, Look& look) : state_(state), look_(look) {}

  void judge() {
    cycle();
    load();
    share_of_rows("schema-errors", rejected(), rows(), "rows of the last refresh could not be taken");
    share_of_rows("missing-values", without_price(), lines(), "lines of the last load have neither price nor total");
    lateness();
    accuracy();
    if (state_.coverage) coverage(*state_.coverage);
  }

 private:
  /// The rule was judged; what it found is said by whoever goes on.
  const Rule& judging(std::string_view name) {
    look_.rules.emplace_back(name);
    return *rule_named(name);
  }

  void find(const Rule& rule, double measured, std::string sentence) {
    look_.found.push_back({.rule = std::string(rule.name),
                           .priority = rule.priority,
                           .sentence = std::move(sentence),
                           .measured = measured,
                           .threshold = rule.threshold});
  }

  void cycle() {
    const Rule& rule = judging("cycle-failed");
    const auto& last = state_.last_cycle;
    if (!last || last->state != CycleState::failed) return;
    find(rule, 1, fmt::format("{} failed in step '{}': {}", last->id, last->step, last->problem));
  }

  void load() {
    const Rule& rule = judging("load-held");
    if (!state_.held_load) return;
    std::string why;
    for (const auto& finding : state_.held_load->findings) why += " " + finding.sentence;
    find(rule, 1,
         fmt::format("Load {} from {} waits for a verdict.{}", state_.held_load->id, state_.held_load->source, why));
  }

  void share_of_rows(std::string_view name, double count, double of, std::string_view what) {
    const Rule& rule = judging(name);
    if (of <= 0 || surely_at_least(count, of) <= rule.threshold) return;
    find(rule, count / of,
         fmt::format("{:.2f} % of {} {}; the limit is {:.2f} %.", kPercent * count / of, of, what,
                     kPercent * rule.threshold));
  }

  void lateness() {
    const Rule& rule = judging("stale-data");
    if (state_.seconds_late <= 0) return;
    const double hours = static_cast<double>(state_.seconds_late) / static_cast<double>(kHour);
    find(rule, hours,
         fmt::format("The numbers of {} are {:.1f} hours older than a refresh leaves them.", state_.key, hours));
  }

  void accuracy() {
    const Rule& rule = judging("accuracy-lost");
    const auto& last = state_.last_cycle;
    if (!last || last->accuracy.empty()) return;
    double ratio = 0;
    for (const auto& row : last->accuracy) ratio += row.rival > 0 ? row.model / row.rival : 1;
    ratio /= static_cast<double>(last->accuracy.size());
    if (ratio <= rule.threshold) return;
    find(rule, ratio,
         fmt::format("On the last weeks, which it had not seen, {} erred {:.2f} times as much as {}.",
                     last->model_version, ratio, last->rival));
  }

  void coverage(const domain::Coverage& counted) {
    const Rule& rule = judging("coverage-off");
    Held of_products;
    for (const auto& row : counted.rows)
      if (row.of.level == domain::Level::product) of_products += row.held;
    constexpr double kPromised = 0.8;
    const auto held = of_products.coverage_80();
    if (!held) return;
    const double independent = static_cast<double>(of_products.intervals) / kIntervalsThatMoveTogether;
    const double error = kSurely * std::sqrt(kPromised * (1 - kPromised) / std::max(1.0, independent));
    const double off = std::abs(*held - kPromised);
    if (off - error <= rule.threshold) return;
    find(
        rule, off,
        fmt::format("Intervals that promise 80 % held {:.1f} % of {} times.", kPercent * *held, of_products.intervals));
  }

  [[nodiscard]] double rejected() const {
    return state_.last_cycle ? static_cast<double>(state_.last_cycle->rows_rejected) : 0;
  }
  [[nodiscard]] double rows() const {
    return state_.last_cycle ? static_cast<double>(state_.last_cycle->rows_in + state_.last_cycle->rows_rejected) : 0;
  }
  [[nodiscard]] double without_price() const {
    return state_.last_load ? static_cast<double>(state_.last_load->profile.without_price) : 0;
  }
  [[nodiscard]] double lines() const {
    return state_.last_load ? static_cast<double>(state_.last_load->profile.lines) : 0;
  }

  const MarketplaceState& state_;
  Look& look_;
};

}  // namespace

Look look_at(const MarketplaceState& state, Instant now) {
  Look look{.at = now, .marketplace = state.key, .currency = state.currency, .rules = {}, .found = {}};
  Judge(state, look).judge();
  return look;
}

}  // namespace shelfcast::monitor
