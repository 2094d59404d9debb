// SPDX-License-Identifier: Apache-2.0
#include "shelfcast/monitor/importance_watch.hpp"

#include "monitor/looks/shares.hpp"
#include "shelfcast/monitor/rules.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <iterator>

namespace shelfcast::monitor {
namespace {

/// What parts count for as things that fell into bins: less than a percent or two is no movement.
constexpr double kThings = 1'000;

Bins things_of(const Importances::Parts& parts) {
  Bins bins;
  for (const auto& [feature, part] : parts) bins.push_back(kThings * part);
  return bins;
}

bool has_same_features(const Importances::Parts& a, const Importances::Parts& b) {
  return std::ranges::equal(a, b, {}, &Importances::Parts::value_type::first, &Importances::Parts::value_type::first);
}

}  // namespace

Look look_at(const Importances& importances, Instant now) {
  const Rule& rule = *rule_named("importance-unstable");
  Look look{
      .at = now, .marketplace = importances.marketplace, .currency = importances.currency, .rules = {}, .found = {}};
  std::vector<Bins> before;
  for (const auto& parts : importances.before)
    if (has_same_features(parts, importances.now)) before.push_back(things_of(parts));
  const Bins bins = things_of(importances.now);
  const auto drift = distribution_drift(bins, before);
  if (!drift) return look;
  look.rules.emplace_back(rule.name);
  if (*drift <= rule.threshold) return look;
  const Bins mean = mean_shares(before);
  const std::size_t most = moved_most(shares_of(bins), mean);
  const auto& [feature, part] = *std::next(importances.now.begin(), static_cast<std::ptrdiff_t>(most));
  look.found.push_back(
      {.rule = std::string(rule.name),
       .priority = rule.priority,
       .sentence =
           fmt::format("{} rests on other features than the {} models before it, by {:.1f} standard errors: "
                       "'{}' has {:.1f} % of the weight, and had {:.1f} %.",
                       importances.version, before.size(), *drift, feature, kPercent * part, kPercent * mean[most]),
       .measured = *drift,
       .threshold = rule.threshold});
  return look;
}

}  // namespace shelfcast::monitor
