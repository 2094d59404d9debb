// SPDX-License-Identifier: Apache-2.0
#include "shelfcast/monitor/drift.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <numeric>

namespace shelfcast::monitor {
namespace {

double sum_of(const Bins& bins) {
  return std::accumulate(bins.begin(), bins.end(), 0.0);
}

/// Parts of a whole, none of them zero.
Bins parts_of(const Bins& bins) {
  constexpr double kUnseen = 0.5;
  const double all = sum_of(bins) + kUnseen * static_cast<double>(bins.size());
  Bins parts;
  parts.reserve(bins.size());
  for (const double count : bins) parts.push_back((count + kUnseen) / all);
  return parts;
}

/// The population stability index.
double divergence(const Bins& parts, const Bins& usual) {
  double sum = 0;
  for (std::size_t b = 0; b < parts.size(); ++b) sum += (parts[b] - usual[b]) * std::log(parts[b] / usual[b]);
  return sum;
}

Bins mean_of(std::span<const Bins> days, std::size_t but_for) {
  Bins mean(days.front().size());
  double count = 0;
  for (std::size_t d = 0; d < days.size(); ++d) {
    if (d == but_for) continue;
    for (std::size_t b = 0; b < mean.size(); ++b) mean[b] += days[d][b];
    ++count;
  }
  for (double& part : mean) part /= count;
  return mean;
}

/// What the history's days diverge by, each from the others.
struct Variation {
  double mean;
  double freedom;  ///< degrees: a divergence is distributed as a chi-square number of so many
};

Variation variation_of(std::span<const Bins> days, double least_mean) {
  const auto count = static_cast<double>(days.size());
  std::vector<double> off;
  off.reserve(days.size());
  for (std::size_t d = 0; d < days.size(); ++d)
    off.push_back(divergence(days[d], mean_of(days, d)) * (count - 1) / count);
  const double mean = std::accumulate(off.begin(), off.end(), 0.0) / count;
  double variance = 0;
  for (const double one : off) variance += (one - mean) * (one - mean) / (count - 1);
  const auto most = static_cast<double>(days.front().size() - 1);
  return {std::max(mean, least_mean), variance > 0 ? std::clamp(2 * mean * mean / variance, 1.0, most) : most};
}

/// The normal number as rare as an F number (Paulson).
double normal_of_f(double ratio, double above, double below) {
  const double a = 2 / (9 * above);
  const double b = 2 / (9 * below);
  const double root = std::cbrt(ratio);
  return ((1 - b) * root - (1 - a)) / std::sqrt(b * root * root + a);
}

/// The normal number as rare as Student's t (Wallace).
double normal_of_t(double t, double freedom) {
  const double size = std::sqrt(freedom * std::log1p(t * t / freedom));
  return std::copysign(size * (8 * freedom + 1) / (8 * freedom + 3), t);
}

/// How far a value is from the mean of others of its kind, where all kinds vary alike but no less than `least`.
struct Spread {
  double squares = 0;
  double freedom = 0;
  [[nodiscard]] double off(double from_mean, double others, double least) const {
    const double variance = std::max(squares / freedom, least * least);
    return normal_of_t(from_mean / std::sqrt(variance * (1 + 1 / others)), freedom);
  }
};

double mean_of(std::span<const double> values) {
  return std::accumulate(values.begin(), values.end(), 0.0) / static_cast<double>(values.size());
}

void add_to(Spread& spread, std::span<const double> values) {
  if (values.empty()) return;
  const double mean = mean_of(values);
  for (const double value : values) spread.squares += (value - mean) * (value - mean);
  spread.freedom += static_cast<double>(values.size() - 1);
}

/// An angle, by which shares of all sizes vary alike (Anscombe).
double angle_of(const Share& share) {
  return 2 * std::asin(std::sqrt((std::max(share.count, 0.0) + 0.375) / (std::max(share.of, share.count) + 0.75)));
}

/// Counts vary in proportion to themselves.
double log_of(double count) {
  return std::log(std::max(count, 0.0) + 0.5);
}

}  // namespace

std::optional<double> distribution_drift(const Bins& now, std::span<const Bins> history) {
  const double all = sum_of(now);
  if (history.size() < kFewestDays || now.size() < 2 || !(all > 0)) return std::nullopt;
  std::vector<Bins> days;
  days.reserve(history.size());
  for (const auto& bins : history) days.push_back(parts_of(bins));
  const auto most = static_cast<double>(now.size() - 1);
  const auto variation = variation_of(days, most / all);
  const auto count = static_cast<double>(days.size());
  const double off = divergence(parts_of(now), mean_of(days, days.size())) * count / (count + 1);
  return normal_of_f(off / variation.mean, variation.freedom, count * variation.freedom);
}

std::optional<double> share_drift(const Share& now, std::span<const Share> history) {
  if (history.size() < kFewestDays || !(now.of > 0)) return std::nullopt;
  std::vector<double> angles;
  for (const auto& share : history)
    if (share.of > 0) angles.push_back(angle_of(share));
  if (angles.size() < kFewestDays) return std::nullopt;
  Spread spread;
  add_to(spread, angles);
  return spread.off(angle_of(now) - mean_of(angles), static_cast<double>(angles.size()), 1 / std::sqrt(now.of));
}

std::optional<double> mean_drift(std::span<const double> values, double least) {
  if (values.size() < kFewestDays) return std::nullopt;
  Spread spread;
  add_to(spread, values);
  const auto count = static_cast<double>(values.size());
  const double variance = std::max(spread.squares / spread.freedom, least * least);
  if (!(variance > 0)) return std::nullopt;
  return normal_of_t(mean_of(values) / std::sqrt(variance / count), spread.freedom);
}

std::optional<double> level_drift(const DayCount& now, std::span<const DayCount> history) {
  constexpr std::size_t kFewestWeeks = 3;
  if (history.size() < kFewestDays) return std::nullopt;
  std::array<std::vector<double>, 7> by_weekday;
  for (const auto& [day, count] : history) by_weekday[static_cast<std::size_t>(weekday(day))].push_back(log_of(count));
  Spread spread;
  for (const auto& same : by_weekday) add_to(spread, same);
  const auto& others = by_weekday[static_cast<std::size_t>(weekday(now.day))];
  if (others.size() < kFewestWeeks) return std::nullopt;
  const double usual = mean_of(others);
  const double counted = std::exp(-usual / 2);  // chance alone, of a count of that size
  return spread.off(log_of(now.count) - usual, static_cast<double>(others.size()), counted);
}

}  // namespace shelfcast::monitor
