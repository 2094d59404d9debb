// SPDX-License-Identifier: Apache-2.0
#include "shelfcast/monitor/feature_watch.hpp"

#include "monitor/looks/shares.hpp"
#include "shelfcast/base/chance.hpp"
#include "shelfcast/monitor/rules.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <optional>

namespace shelfcast::monitor {
namespace {

/// The part of the products from which a spread is called moved: where days are very much alike, a trifle is beyond
/// chance.
constexpr double kMoved = 0.1;

/// Something that was judged, and what is said where it moved.
struct Judged {
  double off;   ///< standard errors
  bool is_far;  ///< whether it moved by enough to matter
  std::string says;
};

/// Only the bins in which anything ever was: empty ones would count as things that chance moves.
FeatureSpread used_bins(const FeatureSpread& feature, std::vector<std::size_t>& used) {
  FeatureSpread kept{.name = feature.name, .made_from = feature.made_from, .now = {}, .before = {}};
  for (std::size_t b = 0; b < feature.now.size(); ++b)
    if (feature.now[b] > 0 || std::ranges::any_of(feature.before, [b](const Bins& day) { return day[b] > 0; }))
      used.push_back(b);
  const auto pick = [&](const Bins& all) {
    Bins some;
    for (const auto b : used) some.push_back(all[b]);
    return some;
  };
  kept.now = pick(feature.now);
  for (const Bins& day : feature.before) kept.before.push_back(pick(day));
  return kept;
}

std::optional<Judged> judge(const FeatureSpread& feature, std::span<const double> places) {
  std::vector<std::size_t> used;
  const auto kept = used_bins(feature, used);
  const auto off = distribution_drift(kept.now, kept.before);
  if (!off) return std::nullopt;
  const Bins now = shares_of(kept.now);
  const Bins before = mean_shares(kept.before);
  const std::size_t most = moved_most(now, before);
  return Judged{
      *off, part_that_moved(now, before) > kMoved,
      fmt::format("'{}' (made from {}) is about {:.2g} for {:.1f} % of the products, and was for {:.1f} %",
                  feature.name, feature.made_from, places[used[most]], kPercent * now[most], kPercent * before[most])};
}

std::optional<Judged> judge_assortment(const FeatureDays& days) {
  const auto off = level_drift(days.on_sale, days.on_sale_before);
  if (!off) return std::nullopt;
  double before = 0;
  for (const auto& day : days.on_sale_before) before += day.count / static_cast<double>(days.on_sale_before.size());
  return Judged{std::abs(*off), std::abs(days.on_sale.count / before - 1) > kMoved,
                fmt::format("{:.0f} products are on sale, and {:.0f} were", days.on_sale.count, before)};
}

std::optional<Judged> judge_stock(const FeatureDays& days) {
  const auto off = share_drift(days.out_of_stock, days.out_of_stock_before);
  if (!off) return std::nullopt;
  Share before;
  for (const auto& day : days.out_of_stock_before) {
    before.count += day.count;
    before.of += day.of;
  }
  const double now = days.out_of_stock.count / days.out_of_stock.of;
  const double then = before.count / before.of;
  return Judged{
      std::abs(*off), std::abs(now - then) > kMoved,
      fmt::format("{:.1f} % of the products are out of stock, and {:.1f} % were", kPercent * now, kPercent * then)};
}

std::vector<Judged> judge_all(const FeatureDays& days) {
  std::vector<Judged> judged;
  const auto add = [&](std::optional<Judged> one) {
    if (one) judged.push_back(std::move(*one));
  };
  add(judge_assortment(days));
  add(judge_stock(days));
  for (const auto& feature : days.features) add(judge(feature, days.places));
  return judged;
}

}  // namespace

Look look_at(const FeatureDays& days, Instant now) {
  const Rule& rule = *rule_named("feature-drift");
  Look look{.at = now, .marketplace = days.marketplace, .currency = days.currency, .rules = {}, .found = {}};
  auto judged = judge_all(days);
  if (judged.empty()) return look;
  look.rules.emplace_back(rule.name);
  const std::size_t all = judged.size();
  // Of so many things as rarely one as of a single one.
  const double bound = exceeded_by(chance_above(rule.threshold) / static_cast<double>(all));
  std::erase_if(judged, [&](const Judged& one) { return !one.is_far || one.off <= bound; });
  if (judged.empty()) return look;
  const auto& most = *std::ranges::max_element(judged, {}, &Judged::off);
  std::string sentence = fmt::format("{}: unlike before by {:.1f} standard errors", most.says, most.off);
  if (judged.size() > 1) sentence += fmt::format("; so are {} more of {}", judged.size() - 1, all);
  look.found.push_back({.rule = std::string(rule.name),
                        .priority = rule.priority,
                        .sentence = sentence + ".",
                        .measured = most.off,
                        .threshold = rule.threshold});
  return look;
}

}  // namespace shelfcast::monitor
