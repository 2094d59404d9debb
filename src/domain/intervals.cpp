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

/// Nothing and something have no middle: there it is the nearer one's.
Knots between(const Knots& a, const Knots& b, double part) {
  Knots knots{};
  for (std::size_t k = 0; k < knots.size(); ++k) {
    const bool one_is_nothing = std::min(a[k], b[k]) < kFromNothing / 1000;  // or stretched
    knots[k] = a[k] + (one_is_nothing ? std::round(part) : part) * (b[k] - a[k]);
  }
  return knots;
}

/// Between measured sizes in proportion, outside of them as at the nearest.
Knots errors_at(double units, const Shapes& shapes) {
  const double size = exact::log(size_of(units));
  const auto above = std::ranges::upper_bound(shapes, size, {}, &Shape::log_size);
  if (above == shapes.begin()) return above->errors;
  const auto& below = *(above - 1);
  if (above == shapes.end()) return below.errors;
  return between(below.errors, above->errors, (size - below.log_size) / (above->log_size - below.log_size));
}

/// The measured runs of some peers next to a length: the same twice where that length was measured.
template <class Told>
struct Neighbours {
  const Told* shorter;
  const Told* longer;
  double part;  ///< of the way from one to the other
};

template <class Told>
std::optional<Neighbours<Told>> neighbours(const std::map<std::pair<Peers, int>, Told>& measured, Peers peers, int days,
                                           bool weekly) {
  const int step_days = weekly ? 7 : 1;
  const auto length = [&](const auto& run) {
    return run.first.second == Intervals::kStep ? step_days : run.first.second;
  };
  const Told* shorter = nullptr;
  int shorter_days = 0;
  for (const auto& run : measured) {
    if (run.first.first != peers) continue;
    if (length(run) <= days) {
      shorter = &run.second;
      shorter_days = length(run);
    } else if (shorter != nullptr && shorter_days < days) {
      const double start = exact::log(shorter_days);
      return Neighbours<Told>{shorter, &run.second, (exact::log(days) - start) / (exact::log(length(run)) - start)};
    }
  }
  return shorter_days == days ? std::optional(Neighbours<Told>{shorter, shorter, 0}) : std::nullopt;
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
  const auto between_runs = neighbours(measured, peers, days, weekly);
  if (!between_runs) return std::nullopt;
  const auto& [shorter, longer, part] = *between_runs;
  const auto from = around(units, *shorter);
  const auto to = around(units, *longer);
  if (!from || !to) return std::nullopt;
  return IntervalPair{between(from->of_80, to->of_80, part), between(from->of_95, to->of_95, part)};
}

std::optional<Knots> Intervals::spread_of_total(Peers peers, int days, double units) const {
  const auto between_runs = neighbours(shapes, peers, days, weekly);
  if (!between_runs || !(units > 0)) return std::nullopt;
  const auto& [shorter, longer, part] = *between_runs;
  const auto errors = between(errors_at(units, *shorter), errors_at(units, *longer), part);
  Knots knots{};
  const double root = std::sqrt(size_of(units));
  for (std::size_t k = 0; k < knots.size(); ++k) knots[k] = std::max(units + errors[k] * root, 0.0);
  return knots;
}

double chance_up_to(const Knots& knots, double bound) {
  if (bound < knots.front()) return 0;
  if (bound >= knots.back()) return 1;
  const auto above = static_cast<std::size_t>(std::ranges::upper_bound(knots, bound) - knots.begin());
  const double part = (bound - knots[above - 1]) / (knots[above] - knots[above - 1]);
  return kKnotChances[above - 1] + part * (kKnotChances[above] - kKnotChances[above - 1]);
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
  for (auto& [run, shapes] : intervals.shapes) {
    const auto found = factors.find({run.first.level, band_of(std::max(run.second, 1))});
    if (found == factors.end()) continue;
    for (auto& shape : shapes)
      for (double& error : shape.errors) error *= found->second.front();
  }
  return intervals;
}

}  // namespace shelfcast::domain
