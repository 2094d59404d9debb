// SPDX-License-Identifier: Apache-2.0
#include "shelfcast/monitor/distribution_watch.hpp"

#include "monitor/looks/shares.hpp"
#include "shelfcast/monitor/rules.hpp"

#include <fmt/format.h>

#include <cstddef>
#include <span>
#include <string_view>

namespace shelfcast::monitor {
namespace {

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
  const Bins now = shares_of(spread.now);
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
