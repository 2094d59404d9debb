// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "shelfcast/features/demand.hpp"
#include "training/fit.hpp"
#include "training/judging.hpp"
#include "training/lessons.hpp"

#include <functional>
#include <span>

namespace shelfcast::training {

inline constexpr int kFarthest = 91;  // days that a stop of the walk foresees, where as many have come since

/// The panel of a marketplace at all its levels.
struct Levels {
  const domain::Panel& products;
  features::Demand demand;  ///< for products
  domain::Panel categories;
  domain::Panel whole;
  Sellers sellers;
};

/// What everybody says at an origin, and what came.
struct Stop {
  SaidAt said;
  Actuals actuals;
  Prediction prediction;  ///< as the blend of that time had it
};

Levels levels_of(const domain::Panel& panel);

/// What members of products had learnt, and when: a walk begins there.
struct Departure {
  Day fitted_at;
  const ProductBlobs& fit;
};

/// Told of some stops at a time, in their order.
using Visit = std::function<Result<>(std::span<const Result<Stop>> stops)>;

/// Goes from stop to stop, each blended by what those before it had taught by then, to what all of them teach.
Result<Lessons> walk(const Levels& panels, const Departure& from, const Fitting& fitting, const Visit& visit);

}  // namespace shelfcast::training
