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

/// Nothing and something have no middle: there it is the nearer one's.
Knots between(const Knots& a, const Knots& b, double part) {
  const double nearer = std::round(part);
  Knots knots{};
  for (std::size_t k = 0; k < knots.size(); ++k) {
    const bool one_is_nothing = std::min(a[k], b[k]) < kFromNothing / 1000;  // or stretched
    knots[k] = a[k] + (one_is_nothing ? nearer : part) * (b[k] - a[k]);
  }
  return knots;
}

/// What was measured next to something: the same twice where it was measured itself, or is beyond all.
template <class Told>
struct Neighbours {
  const Told* before;
  const Told* after;
  double part;  ///< of the way from one to the other
};

template <class Told>
std::optional<Neighbours<Told>> by_size(const std::vector<Told>& measured, Size of) {
  if (measured.empty() || !(of.units > 0)) return std::nullopt;
  const double size = of.log;
  const auto after = std::ranges::upper_bound(measured, size, {}, &Told::log_size);
  if (after == measured.begin()) return Neighbours<Told>{&*after, &*after, 0};
  const auto before = after - 1;
  if (after == measured.end()) return Neighbours<Told>{&*before, &*before, 0};
  return Neighbours<Told>{&*before, &*after, (size - before->log_size) / (after->log_size - before->log_size)};
}

std::optional<Interval> around(Size foreseen, const Widths& widths) {
  const auto next = by_size(widths, foreseen);
  if (!next) return std::nullopt;
  const auto& [before, after, part] = *next;
  return around(foreseen.units, before->low + part * (after->low - before->low),
                before->high + part * (after->high - before->high));
}

std::optional<IntervalPair> around(Size foreseen, const Errors& errors) {
  const auto inner = around(foreseen, errors.of_80);
  const auto outer = around(foreseen, errors.of_95);
  if (!inner || !outer) return std::nullopt;
  return IntervalPair{*inner, {std::min(inner->low, outer->low), std::max(inner->high, outer->high)}};
}

std::optional<Knots> errors_at(Size size, const Shapes& shapes) {
  const auto next = by_size(shapes, size);
  if (!next) return std::nullopt;
  return between(next->before->errors, next->after->errors, next->part);
}

void stretch(Widths& widths, double factor) {
  for (auto& width : widths) {
    width.low *= factor;
    width.high *= factor;
  }
}

Interval between(const Interval& a, const Interval& b, double part) {
  return {a.low + part * (b.low - a.low), a.high + part * (b.high - a.high)};
}

}  // namespace

Size::Size(double of) : units(of), log(of > 0 ? exact::log(size_of(of)) : 0) {}

std::optional<Interval> interval_around(double foreseen, const Widths& widths) {
  return around(Size(foreseen), widths);
}

std::optional<IntervalPair> Intervals::of_step(Peers peers, int last_day, double units) const {
  const auto found = measured.find({peers, kStep});
  if (last_day > kStepsWithin || found == measured.end()) return std::nullopt;
  return around(Size(units), found->second);
}

std::optional<TotalErrors> Intervals::of_totals(Peers peers, int days) const {
  const int step_days = weekly ? 7 : 1;
  const Errors* shorter = nullptr;
  int shorter_days = 0;
  for (auto run = measured.lower_bound({peers, kStep}); run != measured.end() && run->first.first == peers; ++run) {
    const int length = run->first.second == kStep ? step_days : run->first.second;
    if (length <= days) {
      shorter = &run->second;
      shorter_days = length;
    } else if (shorter != nullptr && shorter_days < days) {
      const double start = exact::log(shorter_days);
      return TotalErrors{shorter, &run->second, (exact::log(days) - start) / (exact::log(length) - start)};
    }
  }
  return shorter_days == days ? std::optional(TotalErrors{shorter, shorter, 0}) : std::nullopt;
}

std::optional<IntervalPair> TotalErrors::interval(Size of) const {
  const auto from = around(of, *shorter);
  const auto to = around(of, *longer);
  if (!from || !to) return std::nullopt;
  return IntervalPair{between(from->of_80, to->of_80, part), between(from->of_95, to->of_95, part)};
}

std::optional<Knots> TotalErrors::spread(Size of) const {
  const auto from = errors_at(of, shorter->shapes);
  const auto to = errors_at(of, longer->shapes);
  if (!from || !to) return std::nullopt;
  Knots knots = between(*from, *to, part);
  const double root = std::sqrt(size_of(of.units));
  for (double& knot : knots) knot = std::max(of.units + knot * root, 0.0);
  return knots;
}

std::optional<IntervalPair> Intervals::of_total(Peers peers, int days, double units) const {
  const auto errors = of_totals(peers, days);
  return errors ? errors->interval(Size(units)) : std::nullopt;
}

std::optional<Knots> Intervals::spread_of_total(Peers peers, int days, double units) const {
  const auto errors = of_totals(peers, days);
  return errors ? errors->spread(Size(units)) : std::nullopt;
}

double chance_up_to(const Knots& knots, double bound) {
  if (bound < knots.front()) return 0;
  if (bound >= knots.back()) return 1;
  const auto above = static_cast<std::size_t>(std::ranges::upper_bound(knots, bound) - knots.begin());
  const double part = (bound - knots[above - 1]) / (knots[above] - knots[above - 1]);
  return kKnotChances[above - 1] + part * (kKnotChances[above] - kKnotChances[above - 1]);
}

Intervals stretched(Intervals intervals, const IntervalFactors& factors) {
  for (auto& [run, errors] : intervals.measured) {
    const auto found = factors.find({run.first.level, band_of(std::max(run.second, 1))});
    if (found == factors.end()) continue;
    const auto [of_80, of_95] = found->second;
    stretch(errors.of_80, of_80);
    stretch(errors.of_95, of_95);
    for (auto& shape : errors.shapes)
      for (double& error : shape.errors) error *= of_80;
  }
  return intervals;
}

}  // namespace shelfcast::domain
