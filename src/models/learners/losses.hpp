// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "models/learners/table.hpp"

#include <optional>
#include <string_view>
#include <vector>

namespace shelfcast::models {

/// What a learner makes small. `squared_log` is the squared error of log1p of the labels; `logistic` is for labels of
/// zero and one.
enum class Loss { squared, squared_log, absolute, poisson, tweedie, logistic };

struct Objective {
  Loss loss = Loss::squared;
  double tweedie_power = 1.5;  ///< between 1 (Poisson) and 2 (gamma)
};

/// How the margin, the sum that a model makes, becomes what it expects.
enum class Link { identity, log, log1p, logistic };

Link link_of(Loss loss);
Labels labels_of(Loss loss);
std::string_view name_of(Link link);
std::optional<Link> link_named(std::string_view name);

/// Margins to expectations, in place: the same bits on every machine.
void expect(Link link, std::span<float> margins);

/// What the learner really fits: the labels, or their log1p.
std::vector<float> targets_of(Loss loss, std::span<const float> labels);

/// The constant margin, added to the base margins, that fits the targets (as labels) best; nearly so for `tweedie` and
/// `logistic`.
double best_constant(const Objective& objective, const Examples& targets);

/// Of one row, but for what only its target decides.
double loss(const Objective& objective, double target, double margin);

/// The first and second derivative of each row's loss by its margin.
struct Slopes {
  std::span<double> first;   ///< holds the margins when handed over
  std::span<double> second;  ///< never negative
};
/// `mean_error` is what a row errs by on average now, on the scale of which `absolute` is rounded off near zero.
void slopes(const Objective& objective, double mean_error, std::span<const float> targets, const Slopes& at);

}  // namespace shelfcast::models
