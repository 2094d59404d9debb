// SPDX-License-Identifier: Apache-2.0
#include "models/learners/losses.hpp"

#include "shelfcast/base/exact_math.hpp"

#include <algorithm>
#include <array>

namespace shelfcast::models {
namespace {

constexpr std::size_t kBlock = 256;
constexpr double kSmallestMean = 1e-6;  // where every label is zero, the logarithm still needs one

constexpr std::array<std::pair<Link, std::string_view>, 4> kLinkNames{
    {{Link::identity, "identity"}, {Link::log, "log"}, {Link::log1p, "log1p"}, {Link::logistic, "logistic"}}};

double mean_label(const Examples& targets) {
  double sum = 0;
  double weights = 0;
  for (std::size_t i = 0; i < targets.labels.size(); ++i) {
    sum += targets.weight(i) * static_cast<double>(targets.labels[i]);
    weights += targets.weight(i);
  }
  return sum / weights;
}

double mean_base(const Examples& targets) {
  return mean_label({.table = targets.table, .labels = targets.base_margin, .weights = targets.weights});
}

/// The logarithm of how many times more there was than the base margins expect.
double log_of_ratio(const Examples& targets) {
  double sum = 0;
  double expected = 0;
  for (std::size_t i = 0; i < targets.labels.size(); ++i) {
    sum += targets.weight(i) * static_cast<double>(targets.labels[i]);
    expected += targets.weight(i) * exact::exp(targets.base(i));
  }
  return exact::log(std::max(sum / expected, kSmallestMean));
}

double median_rest(const Examples& targets) {
  std::vector<std::pair<double, double>> rests;
  double weights = 0;
  for (std::size_t i = 0; i < targets.labels.size(); ++i) {
    rests.emplace_back(static_cast<double>(targets.labels[i]) - targets.base(i), targets.weight(i));
    weights += targets.weight(i);
  }
  std::ranges::sort(rests);
  double below = 0;
  for (const auto& [rest, weight] : rests) {
    below += weight;
    if (below >= weights / 2) return rest;
  }
  return rests.back().first;
}

}  // namespace

Link link_of(Loss loss) {
  switch (loss) {
    case Loss::squared_log:
      return Link::log1p;
    case Loss::poisson:
    case Loss::tweedie:
      return Link::log;
    case Loss::logistic:
      return Link::logistic;
    case Loss::squared:
    case Loss::absolute:
      break;
  }
  return Link::identity;
}

Labels labels_of(Loss loss) {
  if (loss == Loss::logistic) return Labels::zero_or_one;
  return link_of(loss) == Link::identity ? Labels::any : Labels::not_negative;
}

std::string_view name_of(Link link) {
  return std::ranges::find(kLinkNames, link, &std::pair<Link, std::string_view>::first)->second;
}

std::optional<Link> link_named(std::string_view name) {
  const auto* const found = std::ranges::find(kLinkNames, name, &std::pair<Link, std::string_view>::second);
  if (found == kLinkNames.end()) return std::nullopt;
  return found->first;
}

void expect(Link link, std::span<float> margins) {
  if (link == Link::identity) return;
  std::array<double, kBlock> values{};
  for (std::size_t begin = 0; begin < margins.size(); begin += kBlock) {
    const auto block = margins.subspan(begin, std::min(kBlock, margins.size() - begin));
    const double sign = link == Link::logistic ? -1 : 1;
    for (std::size_t i = 0; i < block.size(); ++i) values[i] = sign * static_cast<double>(block[i]);
    exact::exp(std::span(values).first(block.size()));
    for (std::size_t i = 0; i < block.size(); ++i) {
      if (link == Link::log1p) values[i] -= 1;
      if (link == Link::logistic) values[i] = 1 / (1 + values[i]);
      block[i] = static_cast<float>(values[i]);
    }
  }
}

std::vector<float> targets_of(Loss loss, std::span<const float> labels) {
  std::vector<float> targets(labels.begin(), labels.end());
  if (loss != Loss::squared_log) return targets;
  for (float& target : targets) target = static_cast<float>(exact::log1p(static_cast<double>(target)));
  return targets;
}

double best_constant(const Objective& objective, const Examples& targets) {
  if (objective.loss == Loss::absolute) return median_rest(targets);
  if (link_of(objective.loss) == Link::log) return log_of_ratio(targets);
  double best = mean_label(targets);
  if (objective.loss == Loss::logistic)
    best = exact::log(std::max(best, kSmallestMean)) - exact::log(std::max(1 - best, kSmallestMean));
  return targets.base_margin.empty() ? best : best - mean_base(targets);
}

}  // namespace shelfcast::models
