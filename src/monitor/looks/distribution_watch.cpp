// SPDX-License-Identifier: Apache-2.0
#include "shelfcast/monitor/distribution_watch.hpp"

#include "shelfcast/monitor/rules.hpp"

#include <fmt/format.h>

#include <cmath>
#include <cstddef>
#include <numeric>
#include <span>
#include <string_view>

namespace shelfcast::monitor {
namespace {

constexpr double kPercent = 100;

Bins shares(const Bins& bins) {
  const double all = std::accumulate(bins.begin(), bins.end(), 0.0);
  Bins shares = bins;
  for (double& share : shares) share = all > 0 ? share / all : 0;
  return shares;
}

Bins mean_shares(std::span<const Bins> history) {
  Bins mean(history.front().size());
  for (const Bins& day : history) {
    const Bins of_day = shares(day);
    for (std::size_t i = 0; i < mean.size(); ++i) mean[i] += of_day[i] / static_cast<double>(history.size());
  }
  return mean;
}

/// The bin whose share moved most: what a sentence names.
std::size_t moved_most(const Bins& now, const Bins& before) {
  std::size_t most = 0;
  for (std::size_t i = 1; i < now.size(); ++i)
    if (std::abs(now[i] - before[i]) > std::abs(now[most] - before[most])) most = i;
  return most;
}

struct Spread {
  std::string_view rule;
  const Bins& now;
  std::span<const Bins> before;
  std::string_view what;  ///< "What is sold"
};

void judge(const Spread& spread, const Distributions& all, Look& look) {
  const Rule& rule = *rule_named(spread.rule);
  look.rules.emplace_back(rule.name);
  const auto drift = distribution_drift(spread.now, spread.before);
  if (!drift || *drift <= rule.threshold) return;
  const Bins now = shares(spread.now);
  const Bins before = mean_shares(spread.before);
  const std::size_t most = moved_most(now, before);
  look.found.push_back({.rule = std::string(rule.name),
                        .priority = rule.priority,
                        .sentence = fmt::format(
                            "{} is spread over categories unlike before, by {:.1f} standard errors: {} has {:.1f} % "
                            "of it, and had {:.1f} %.",
                            spread.what, *drift, all.categories[most], kPercent * now[most], kPercent * before[most]),
                        .measured = *drift,
                        .threshold = rule.threshold});
}

}  // namespace

Look look_at(const Distributions& distributions, Instant now) {
  Look look{.at = now,
            .marketplace = distributions.marketplace,
            .currency = distributions.currency,
            .rules = {},
            .found = {}};
  judge({"distribution-shift", distributions.sold, distributions.sold_before, "What is sold"}, distributions, look);
  judge({"prediction-drift", distributions.foreseen, distributions.foreseen_before, "What is foreseen"}, distributions,
        look);
  return look;
}

}  // namespace shelfcast::monitor
