// SPDX-License-Identifier: Apache-2.0
#include "models/learners/losses.hpp"

#include "shelfcast/base/exact_math.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <vector>

namespace shelfcast::models {
namespace {

constexpr std::size_t kBlock = 256;
constexpr double kSmallestMean = 1e-6;  // where every label is zero, the logarithm still needs one
// Poisson's second derivative is taken this far above the margin, as XGBoost does: a first step from far below would
// else be as large as exp of it.
constexpr double kPoissonCaution = 0.7;

constexpr double kAbsoluteRounding = 0.05;  // the part of the mean error within which the absolute error is rounded off

constexpr std::array<std::pair<Link, std::string_view>, 4> kLinkNames{
    {{Link::identity, "identity"}, {Link::log, "log"}, {Link::log1p, "log1p"}, {Link::logistic, "logistic"}}};

double log_of_mean(const Examples& examples) {
  double sum = 0;
  double expected = 0;
  for (std::size_t i = 0; i < examples.labels.size(); ++i) {
    const auto weight = static_cast<double>(examples.weight(i));
    sum += weight * static_cast<double>(examples.labels[i]);
    expected += weight * exact::exp(static_cast<double>(examples.base(i)));
  }
  return exact::log(std::max(sum / expected, kSmallestMean));
}

/// What the labels are on the scale of the margin, less the base margin.
double rest_of(Loss loss, const Examples& examples, std::size_t row) {
  const auto label = static_cast<double>(examples.labels[row]);
  return (loss == Loss::squared_log ? exact::log1p(label) : label) - static_cast<double>(examples.base(row));
}

double mean_rest(Loss loss, const Examples& examples) {
  double sum = 0;
  double weights = 0;
  for (std::size_t i = 0; i < examples.labels.size(); ++i) {
    const auto weight = static_cast<double>(examples.weight(i));
    sum += weight * rest_of(loss, examples, i);
    weights += weight;
  }
  return sum / weights;
}

double median_rest(const Examples& examples) {
  std::vector<std::pair<double, double>> rests;
  double weights = 0;
  for (std::size_t i = 0; i < examples.labels.size(); ++i) {
    rests.emplace_back(rest_of(Loss::absolute, examples, i), static_cast<double>(examples.weight(i)));
    weights += rests.back().second;
  }
  std::ranges::sort(rests);
  double below = 0;
  for (const auto& [rest, weight] : rests) {
    below += weight;
    if (below >= weights / 2) return rest;
  }
  return rests.back().first;
}

struct Block {
  std::size_t begin;
  std::size_t size;
};

void squared_slopes(Loss loss, const Examples& examples, std::span<const float> margins, const Slopes& slopes) {
  for (std::size_t i = 0; i < margins.size(); ++i) {
    const auto label = static_cast<double>(examples.labels[i]);
    const double target = loss == Loss::squared_log ? exact::log1p(label) : label;
    slopes.first[i] = examples.weight(i) * static_cast<float>(static_cast<double>(margins[i]) - target);
    slopes.second[i] = examples.weight(i);
  }
}

double mean_absolute_rest(const Examples& examples, std::span<const float> margins) {
  double sum = 0;
  double weights = 0;
  for (std::size_t i = 0; i < margins.size(); ++i) {
    const auto weight = static_cast<double>(examples.weight(i));
    sum += weight * static_cast<double>(std::fabs(margins[i] - examples.labels[i]));
    weights += weight;
  }
  return sum / weights;
}

/// The parabola that touches the smoothed absolute error where we stand lies above it everywhere: a step to its foot
/// never leads uphill. Slopes are per mean error, so that the curvature of a row is about 1, as for the squared error.
void absolute_slopes(const Examples& examples, std::span<const float> margins, const Slopes& slopes) {
  const double scale = std::max(mean_absolute_rest(examples, margins), kSmallestMean);
  const double round = kAbsoluteRounding * scale;
  for (std::size_t i = 0; i < margins.size(); ++i) {
    const double rest = static_cast<double>(margins[i]) - static_cast<double>(examples.labels[i]);
    const double curvature = static_cast<double>(examples.weight(i)) * scale / std::sqrt(rest * rest + round * round);
    slopes.first[i] = static_cast<float>(curvature * rest);
    slopes.second[i] = static_cast<float>(curvature);
  }
}

void poisson_slopes(const Examples& examples, std::span<const float> margins, const Slopes& slopes, Block block) {
  static const double caution = exact::exp(kPoissonCaution);
  std::array<double, kBlock> means{};
  for (std::size_t i = 0; i < block.size; ++i) means[i] = static_cast<double>(margins[block.begin + i]);
  exact::exp(std::span(means).first(block.size));
  for (std::size_t i = 0; i < block.size; ++i) {
    const std::size_t row = block.begin + i;
    const auto weight = static_cast<double>(examples.weight(row));
    slopes.first[row] = static_cast<float>(weight * (means[i] - static_cast<double>(examples.labels[row])));
    slopes.second[row] = static_cast<float>(weight * means[i] * caution);
  }
}

void tweedie_slopes(double power, const Examples& examples, std::span<const float> margins, const Slopes& slopes,
                    Block block) {
  std::array<double, kBlock> of_label{};
  std::array<double, kBlock> of_mean{};
  for (std::size_t i = 0; i < block.size; ++i) {
    const auto margin = static_cast<double>(margins[block.begin + i]);
    of_label[i] = (1 - power) * margin;
    of_mean[i] = (2 - power) * margin;
  }
  exact::exp(std::span(of_label).first(block.size));
  exact::exp(std::span(of_mean).first(block.size));
  for (std::size_t i = 0; i < block.size; ++i) {
    const std::size_t row = block.begin + i;
    const auto weight = static_cast<double>(examples.weight(row));
    const double label_part = static_cast<double>(examples.labels[row]) * of_label[i];
    slopes.first[row] = static_cast<float>(weight * (of_mean[i] - label_part));
    slopes.second[row] = static_cast<float>(weight * ((2 - power) * of_mean[i] - (1 - power) * label_part));
  }
}

}  // namespace

Link link_of(Loss loss) {
  switch (loss) {
    case Loss::squared_log:
      return Link::log1p;
    case Loss::poisson:
    case Loss::tweedie:
      return Link::log;
    case Loss::squared:
    case Loss::absolute:
      break;
  }
  return Link::identity;
}

Labels labels_of(Loss loss) {
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

double best_constant(const Objective& objective, const Examples& examples) {
  if (link_of(objective.loss) == Link::log) return log_of_mean(examples);
  return objective.loss == Loss::absolute ? median_rest(examples) : mean_rest(objective.loss, examples);
}

void slopes_at(const Objective& objective, const Examples& examples, std::span<const float> margins,
               const Slopes& slopes) {
  if (objective.loss == Loss::absolute) {
    absolute_slopes(examples, margins, slopes);
    return;
  }
  if (link_of(objective.loss) != Link::log) {
    squared_slopes(objective.loss, examples, margins, slopes);
    return;
  }
  for (std::size_t begin = 0; begin < margins.size(); begin += kBlock) {
    const Block block{begin, std::min(kBlock, margins.size() - begin)};
    if (objective.loss == Loss::poisson)
      poisson_slopes(examples, margins, slopes, block);
    else
      tweedie_slopes(objective.tweedie_power, examples, margins, slopes, block);
  }
}

}  // namespace shelfcast::models
