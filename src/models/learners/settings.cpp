// SPDX-License-Identifier: Apache-2.0
#include "models/learners/settings.hpp"

#include "models/learners/boosting.hpp"
#include "models/learners/network.hpp"
#include "models/learners/regression.hpp"

#include <array>
#include <cmath>
#include <vector>

namespace shelfcast::models {
namespace {

constexpr double kTweediePower = 1.3;

/// How freely trees grow.
struct Growth {
  int trees;
  int depth;
  int leaves;
  double min_child_weight;
  double l2;
};
constexpr std::array kGrowths{Growth{80, 6, 24, 20, 5}, Growth{50, 4, 8, 50, 20}, Growth{120, 8, 48, 10, 5}};
constexpr double kRidge = 10;  // a hundred times more or less changes nothing

Result<std::string> grow_trees(const Examples& examples, const Growth& growth) {
  return boost(examples, {.objective = {.loss = Loss::tweedie, .tweedie_power = kTweediePower},
                          .trees = growth.trees,
                          .depth = growth.depth,
                          .leaves = growth.leaves,
                          .bins = 64,
                          .learning_rate = 0.08,
                          .min_child_weight = growth.min_child_weight,
                          .row_sample = 0.7,
                          .column_sample = 0.7,
                          .l2 = growth.l2,
                          .seed = 1});
}

/// Learnt from columns that were brought to the same spread, told for the columns as they are.
Result<std::string> fit_scaled(const Examples& examples, Loss loss) {
  const auto& table = examples.table;
  std::vector<double> means(table.columns);
  std::vector<double> spreads(table.columns);
  const auto rows = static_cast<double>(table.rows);
  for (std::size_t i = 0; i < table.values.size(); ++i)
    means[i % table.columns] += static_cast<double>(table.values[i]) / rows;
  for (std::size_t i = 0; i < table.values.size(); ++i) {
    const double off = static_cast<double>(table.values[i]) - means[i % table.columns];
    spreads[i % table.columns] += off * off / rows;
  }
  for (double& spread : spreads) spread = spread > 0 ? std::sqrt(spread) : 1;
  std::vector<float> scaled(table.values.begin(), table.values.end());
  for (std::size_t i = 0; i < scaled.size(); ++i) {
    const std::size_t c = i % table.columns;
    scaled[i] = static_cast<float>((static_cast<double>(scaled[i]) - means[c]) / spreads[c]);
  }
  Examples same = examples;
  same.table.values = scaled;
  auto fitted = fit_regression(same, {.objective = {.loss = loss, .tweedie_power = kTweediePower}, .ridge = kRidge});
  if (!fitted) return std::unexpected(fitted.error());
  for (std::size_t c = 0; c < table.columns; ++c) {
    fitted->weights[c] /= spreads[c];
    fitted->weights.back() -= fitted->weights[c] * means[c];
  }
  return fitted->bytes();
}

Result<std::string> teach_network(const Examples& examples) {
  const auto network = train_network(examples, {.objective = {.loss = Loss::tweedie, .tweedie_power = kTweediePower},
                                                .hidden = {32, 16},
                                                .most_epochs = 12,
                                                .seed = 1});
  if (!network) return std::unexpected(network.error());
  return network->bytes();
}

}  // namespace

std::size_t settings_of(Learner learner) {
  return learner == Learner::boosting ? kGrowths.size() : 1;
}

Result<std::string> learn(Learner learner, std::size_t setting, const Examples& examples) {
  switch (learner) {
    case Learner::boosting:
      return grow_trees(examples, kGrowths.at(setting));
    case Learner::poisson:
      return fit_scaled(examples, Loss::poisson);
    case Learner::tweedie:
      return fit_scaled(examples, Loss::tweedie);
    case Learner::network:
      break;
  }
  return teach_network(examples);
}

}  // namespace shelfcast::models
