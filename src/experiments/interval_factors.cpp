// SPDX-License-Identifier: Apache-2.0
#include "shelfcast/experiments/interval_factors.hpp"

#include "shelfcast/base/exact_math.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>
#include <map>
#include <vector>

namespace shelfcast::experiments {
namespace {

using domain::Interval;
using domain::IntervalPair;
using domain::LiveRun;

constexpr double kFewestRuns = 7;     // that share no day
constexpr double kTrustInWalk = 7;    // the model's own measurement counts as much as so many such runs
constexpr double kClearly = 2;        // standard errors
constexpr double kLeastFactor = 0.7;  // what is too wide is narrowed with care: sizes differ in it
constexpr double kMostFactor = 3;
constexpr double kNever = std::numeric_limits<double>::infinity();

/// What an interval is to hold, and how far off it may be without anybody minding.
struct Aim {
  double share;
  double leeway;
  Interval IntervalPair::* of;
};
constexpr std::array kAims{Aim{0.80, 0.03, &IntervalPair::of_80}, Aim{0.95, 0.02, &IntervalPair::of_95}};

/// What an interval had to be multiplied with to just hold what came: up to 1, it held.
double stretch_of(double foreseen, double came, const Interval& interval) {
  if (came > foreseen) return interval.high > foreseen ? (came - foreseen) / (interval.high - foreseen) : kNever;
  // From nothing sold on, whatever its width says.
  if (interval.low <= 0) return came >= 0 ? 0 : kNever;
  return came < foreseen ? (foreseen - came) / (foreseen - interval.low) : 0;
}

/// The forecasts of one run, each as a stretch.
struct Judged {
  double weight;  ///< of the run: those of a week share six of seven days with the next day's
  double forecasts;
  std::vector<double> stretches;

  [[nodiscard]] double held() const {
    const auto within = std::ranges::count_if(stretches, [](double stretch) { return stretch <= 1; });
    return static_cast<double>(within) / static_cast<double>(stretches.size());
  }
};

Judged judge(const domain::Intervals& measured, const LiveRun& run, const Aim& aim) {
  const int step = measured.weekly ? 7 : 1;
  Judged judged{.weight = std::min(1.0, static_cast<double>(step) / run.days),
                .forecasts = static_cast<double>(run.of),
                .stretches = {}};
  for (const auto& [foreseen, came] : run.pairs)
    if (const auto pair = measured.of_total(run.level, run.days, foreseen))
      judged.stretches.push_back(stretch_of(foreseen, came, (*pair).*aim.of));
  return judged;
}

/// How much of the runs held, and how sure that is.
struct Evidence {
  double runs = 0;  ///< that share no day
  double held = 0;
  double error = 0;  ///< standard error of `held`
};

/// Forecasts of one run share its luck, so that runs are what is counted; where these hardly differ, by chance, the
/// error is that of single forecasts.
Evidence weigh(const std::vector<Judged>& runs, double share) {
  Evidence evidence;
  double forecasts = 0;
  for (const auto& run : runs) {
    evidence.runs += run.weight;
    evidence.held += run.weight * run.held();
    forecasts += run.weight * run.forecasts;
  }
  evidence.held /= evidence.runs;
  double variance = 0;
  for (const auto& run : runs) variance += run.weight * (run.held() - evidence.held) * (run.held() - evidence.held);
  const double by_chance = share * (1 - share) * evidence.runs / forecasts;
  evidence.error = std::sqrt(std::max(variance / evidence.runs, by_chance) / evidence.runs);
  return evidence;
}

/// The stretch with which the share would have been held, runs by their weight.
double stretch_that_holds(const std::vector<Judged>& runs, double share) {
  std::vector<std::pair<double, double>> weighted;  // stretch, weight
  double all = 0;
  for (const auto& run : runs) {
    all += run.weight;
    for (const double stretch : run.stretches)
      weighted.emplace_back(stretch, run.weight / static_cast<double>(run.stretches.size()));
  }
  std::ranges::sort(weighted);
  double sum = 0;
  for (const auto& [stretch, weight] : weighted) {
    sum += weight;
    if (sum >= share * all) return stretch;
  }
  return weighted.back().first;
}

double factor_of(const std::vector<Judged>& runs, const Aim& aim) {
  if (runs.empty()) return 1;
  const auto evidence = weigh(runs, aim.share);
  const double off = evidence.held - aim.share;
  const bool is_clear = evidence.runs >= kFewestRuns && std::abs(off) > std::max(aim.leeway, kClearly * evidence.error);
  if (!is_clear) return 1;
  const double wanted = std::clamp(stretch_that_holds(runs, aim.share), kLeastFactor, kMostFactor);
  const double factor = exact::exp(exact::log(wanted) * evidence.runs / (evidence.runs + kTrustInWalk));
  return off < 0 ? std::max(factor, 1.0) : std::min(factor, 1.0);
}

}  // namespace

domain::IntervalFactors interval_factors(const domain::Intervals& measured, std::span<const LiveRun> runs) {
  std::map<std::pair<domain::Level, int>, std::vector<const LiveRun*>> alike;
  for (const auto& run : runs) alike[{run.level, run.days}].push_back(&run);
  std::map<std::pair<domain::Level, std::size_t>, std::array<std::vector<Judged>, kAims.size()>> judged;
  for (const auto& [length, all] : alike) {
    const std::size_t newest = all.size() - std::min(all.size(), kLiveRuns);
    for (std::size_t i = newest; i < all.size(); ++i)
      for (std::size_t aim = 0; aim < kAims.size(); ++aim)
        if (auto one = judge(measured, *all[i], kAims[aim]); !one.stretches.empty())
          judged[{length.first, domain::band_of(length.second)}][aim].push_back(std::move(one));
  }
  domain::IntervalFactors factors;
  for (const auto& [band, of_aims] : judged) {
    const std::array<double, 2> found{factor_of(of_aims[0], kAims[0]), factor_of(of_aims[1], kAims[1])};
    if (found[0] != 1 || found[1] != 1) factors[band] = found;
  }
  return factors;
}

}  // namespace shelfcast::experiments
