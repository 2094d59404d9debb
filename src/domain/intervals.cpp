// SPDX-License-Identifier: Apache-2.0
#include "shelfcast/domain/intervals.hpp"

#include "shelfcast/base/exact_math.hpp"
#include "shelfcast/domain/features.hpp"

#include <algorithm>
#include <cmath>

namespace shelfcast::domain {
namespace {

Interval around(double foreseen, double low, double high) {
  const double root = std::sqrt(size_of(foreseen));
  return {std::max(foreseen + low * root, 0.0), foreseen + high * root};
}

std::optional<IntervalPair> around(double units, const Intervals::Shares& shares) {
  const auto inner = interval_around(units, shares[0]);
  const auto outer = interval_around(units, shares[1]);
  if (!inner || !outer) return std::nullopt;
  return IntervalPair{*inner, {std::min(inner->low, outer->low), std::max(inner->high, outer->high)}};
}

Interval between(const Interval& a, const Interval& b, double part) {
  return {a.low + part * (b.low - a.low), a.high + part * (b.high - a.high)};
}

}  // namespace

std::optional<Interval> interval_around(double foreseen, const Widths& widths) {
  if (widths.empty() || !(foreseen > 0)) return std::nullopt;
  const double size = exact::log(size_of(foreseen));
  const auto above = std::ranges::upper_bound(widths, size, {}, &Width::log_size);
  if (above == widths.begin()) return around(foreseen, above->low, above->high);
  const auto& below = *(above - 1);
  if (above == widths.end()) return around(foreseen, below.low, below.high);
  const double part = (size - below.log_size) / (above->log_size - below.log_size);
  return around(foreseen, below.low + part * (above->low - below.low), below.high + part * (above->high - below.high));
}

std::optional<IntervalPair> Intervals::of_step(Peers peers, int last_day, double units) const {
  const auto found = measured.find({peers, kStep});
  if (last_day > kStepsWithin || found == measured.end()) return std::nullopt;
  return around(units, found->second);
}

std::optional<IntervalPair> Intervals::of_total(Peers peers, int days, double units) const {
  const int step_days = weekly ? 7 : 1;
  const auto length = [&](const auto& run) { return run.first.second == kStep ? step_days : run.first.second; };
  const Shares* shorter = nullptr;
  const Shares* longer = nullptr;
  int shorter_days = 0;
  int longer_days = 0;
  for (const auto& run : measured) {
    if (run.first.first != peers) continue;
    if (length(run) <= days) {
      shorter = &run.second;
      shorter_days = length(run);
    } else if (longer == nullptr) {
      longer = &run.second;
      longer_days = length(run);
    }
  }
  if (shorter == nullptr) return std::nullopt;
  const auto from = around(units, *shorter);
  if (shorter_days == days) return from;
  if (longer == nullptr) return std::nullopt;
  const auto to = around(units, *longer);
  if (!from || !to) return std::nullopt;
  const double start = exact::log(shorter_days);
  const double part = (exact::log(days) - start) / (exact::log(longer_days) - start);
  return IntervalPair{between(from->of_80, to->of_80, part), between(from->of_95, to->of_95, part)};
}

Intervals stretched(Intervals intervals, const IntervalFactors& factors) {
  for (auto& [run, shares] : intervals.measured) {
    const auto found = factors.find({run.first.level, band_of(std::max(run.second, 1))});
    if (found == factors.end()) continue;
    for (std::size_t share = 0; share < shares.size(); ++share)
      for (auto& width : shares[share]) {
        width.low *= found->second[share];
        width.high *= found->second[share];
      }
  }
  return intervals;
}

}  // namespace shelfcast::domain
