// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "models/learners/table.hpp"

#include <optional>
#include <string_view>

namespace shelfcast::models {

/// What a learner makes small.
enum class Loss { squared, squared_log, absolute, poisson, tweedie };

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

/// The constant margin, added to the base margins, that fits the examples best (nearly so for `tweedie`).
double best_constant(const Objective& objective, const Examples& examples);

/// First and second derivatives of the loss by each row's margin, weighted.
struct Slopes {
  std::span<float> first;
  std::span<float> second;
};

void slopes_at(const Objective& objective, const Examples& examples, std::span<const float> margins,
               const Slopes& slopes);

}  // namespace shelfcast::models
