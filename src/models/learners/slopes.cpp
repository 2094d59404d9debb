// SPDX-License-Identifier: Apache-2.0
#include "models/learners/losses.hpp"
#include "shelfcast/base/exact_math.hpp"

#include <algorithm>
#include <cmath>

namespace shelfcast::models {
namespace {

constexpr double kSmallestError = 1e-6;
constexpr double kAbsoluteRounding = 0.05;  // the part of the mean error within which the absolute error is rounded off

void squared_slopes(std::span<const float> targets, const Slopes& at) {
  for (std::size_t i = 0; i < targets.size(); ++i) {
    at.first[i] -= static_cast<double>(targets[i]);
    at.second[i] = 1;
  }
}

/// The parabola that touches the rounded absolute error where we stand lies above it everywhere: a step to its foot
/// never leads uphill. Slopes are per mean error, so that the curvature of a row is about 1, as for the squared error.
void absolute_slopes(double mean_error, std::span<const float> targets, const Slopes& at) {
  const double scale = std::max(mean_error, kSmallestError);
  const double rounding = kAbsoluteRounding * scale;
  for (std::size_t i = 0; i < targets.size(); ++i) {
    const double rest = at.first[i] - static_cast<double>(targets[i]);
    at.second[i] = scale / std::sqrt(rest * rest + rounding * rounding);
    at.first[i] = at.second[i] * rest;
  }
}

void poisson_slopes(std::span<const float> targets, const Slopes& at) {
  exact::exp(at.first);
  for (std::size_t i = 0; i < targets.size(); ++i) {
    at.second[i] = at.first[i];
    at.first[i] -= static_cast<double>(targets[i]);
  }
}

void tweedie_slopes(double power, std::span<const float> targets, const Slopes& at) {
  for (std::size_t i = 0; i < targets.size(); ++i) {
    const double margin = at.first[i];
    at.first[i] = (1 - power) * margin;
    at.second[i] = (2 - power) * margin;
  }
  exact::exp(at.first);
  exact::exp(at.second);
  for (std::size_t i = 0; i < targets.size(); ++i) {
    const double of_label = at.first[i] * static_cast<double>(targets[i]);
    const double of_mean = at.second[i];
    at.first[i] = of_mean - of_label;
    at.second[i] = (2 - power) * of_mean - (1 - power) * of_label;
  }
}

void logistic_slopes(std::span<const float> targets, const Slopes& at) {
  for (double& margin : at.first) margin = -margin;
  exact::exp(at.first);
  for (std::size_t i = 0; i < targets.size(); ++i) {
    const double chance = 1 / (1 + at.first[i]);
    at.second[i] = chance * (1 - chance);
    at.first[i] = chance - static_cast<double>(targets[i]);
  }
}

double tweedie_loss(double power, double target, double margin) {
  return exact::exp((2 - power) * margin) / (2 - power) - target * exact::exp((1 - power) * margin) / (1 - power);
}

/// log(1 + exp(-margin)) for a one, log(1 + exp(margin)) for a zero.
double logistic_loss(double target, double margin) {
  const double wrong = target > 0.5 ? -margin : margin;
  return std::max(wrong, 0.0) + exact::log1p(exact::exp(-std::fabs(margin)));
}

}  // namespace

void slopes(const Objective& objective, double mean_error, std::span<const float> targets, const Slopes& at) {
  switch (objective.loss) {
    case Loss::squared:
    case Loss::squared_log:
      return squared_slopes(targets, at);
    case Loss::absolute:
      return absolute_slopes(mean_error, targets, at);
    case Loss::poisson:
      return poisson_slopes(targets, at);
    case Loss::tweedie:
      return tweedie_slopes(objective.tweedie_power, targets, at);
    case Loss::logistic:
      return logistic_slopes(targets, at);
  }
}

double loss(const Objective& objective, double target, double margin) {
  const double rest = margin - target;
  switch (objective.loss) {
    case Loss::squared:
    case Loss::squared_log:
      break;
    case Loss::absolute:
      return std::fabs(rest);
    case Loss::poisson:
      return exact::exp(margin) - target * margin;
    case Loss::tweedie:
      return tweedie_loss(objective.tweedie_power, target, margin);
    case Loss::logistic:
      return logistic_loss(target, margin);
  }
  return rest * rest / 2;
}

}  // namespace shelfcast::models
