// SPDX-License-Identifier: Apache-2.0
#include "shelfcast/domain/coverage.hpp"

#include <algorithm>
#include <cmath>
#include <numeric>

namespace shelfcast::domain {
namespace {

constexpr double kTolerance = 0.25;
constexpr double kNearlyNothing = 0.5;  // units
constexpr double kTenThousand = 10'000;
constexpr std::array<std::string_view, 3> kLevelNames{"product", "category", "marketplace"};

bool holds(const Interval& interval, double came) {
  return interval.low <= came && came <= interval.high;
}

std::optional<double> part(std::uint64_t some, std::uint64_t all) {
  return all > 0 ? std::optional(static_cast<double>(some) / static_cast<double>(all)) : std::nullopt;
}

}  // namespace

std::optional<double> confidence_of(const std::vector<ConfidenceBin>& bins, Micro amount) {
  const auto above = std::ranges::upper_bound(bins, amount, {}, &ConfidenceBin::amount_from);
  if (above == bins.begin() || std::prev(above)->measured == 0) return std::nullopt;
  return std::prev(above)->hit_rate;
}

Target target_of(double units, double amount) {
  return {.least = amount / (1 + kTolerance), .most = amount / (1 - kTolerance), .nothing = units < kNearlyNothing};
}

bool is_hit(double units, double amount, double actual_amount) {
  const auto target = target_of(units, amount);
  return actual_amount > 0 ? target.least <= actual_amount && actual_amount <= target.most : target.nothing;
}

void Tenths::add(double chance, bool happened) {
  const auto promised = static_cast<std::uint64_t>(std::llround(std::clamp(chance, 0.0, 1.0) * kTenThousand));
  const std::uint64_t per_tenth = static_cast<std::uint64_t>(kTenThousand) / tenths.size();
  auto& tenth = tenths[std::min<std::size_t>(promised / per_tenth, tenths.size() - 1)];
  ++tenth.predictions;
  tenth.happened += happened ? 1 : 0;
  tenth.promised += promised;
}

Tenths& Tenths::operator+=(const Tenths& other) {
  for (std::size_t i = 0; i < tenths.size(); ++i) {
    tenths[i].predictions += other.tenths[i].predictions;
    tenths[i].happened += other.tenths[i].happened;
    tenths[i].promised += other.tenths[i].promised;
  }
  return *this;
}

std::uint64_t Tenths::predictions() const {
  return std::accumulate(tenths.begin(), tenths.end(), std::uint64_t{0},
                         [](std::uint64_t sum, const Tenth& tenth) { return sum + tenth.predictions; });
}

std::optional<double> Tenths::calibration_error() const {
  const auto all = static_cast<double>(predictions());
  if (all == 0) return std::nullopt;
  double error = 0;
  for (const auto& tenth : tenths)
    error += std::abs(static_cast<double>(tenth.promised) / kTenThousand - static_cast<double>(tenth.happened));
  return error / all;
}

void Held::add(const IntervalPair& interval, double came) {
  ++intervals;
  of_80 += holds(interval.of_80, came) ? 1 : 0;
  of_95 += holds(interval.of_95, came) ? 1 : 0;
}

Held& Held::operator+=(const Held& other) {
  intervals += other.intervals;
  of_80 += other.of_80;
  of_95 += other.of_95;
  confidence += other.confidence;
  for (std::size_t i = 0; i < top.size(); ++i) top[i] += other.top[i];
  return *this;
}

std::optional<double> Held::coverage_80() const {
  return part(of_80, intervals);
}

std::optional<double> Held::coverage_95() const {
  return part(of_95, intervals);
}

std::string_view name_of(Level level) {
  return kLevelNames[static_cast<std::size_t>(level)];
}

std::optional<Level> level_named(std::string_view name) {
  const auto* const found = std::ranges::find(kLevelNames, name);
  return found != kLevelNames.end() ? std::optional(static_cast<Level>(found - kLevelNames.begin())) : std::nullopt;
}

}  // namespace shelfcast::domain
