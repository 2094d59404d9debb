// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "shelfcast/domain/cycle.hpp"
#include "shelfcast/domain/forecast.hpp"
#include "shelfcast/models/parameters.hpp"

#include <functional>

namespace shelfcast::training {

/// Runs work(0) .. work(count - 1), in any order and on any threads, and returns when all are done
/// (runtime::Runtime::parallel).
using Parallel = std::function<void(std::size_t count, const std::function<void(std::size_t)>& work)>;

struct Options {
  int window_weeks = 26;    ///< past origins that shares are learnt from, one a week
  int backtest_days = 56;   ///< the last weeks, scored with a fit that has not seen them
  std::size_t most_rows = 1'500'000;  ///< of features in one fit: a larger marketplace learns from fewer weeks
};

struct Trained {
  models::Parameters parameters;
  std::string feature_version;
  std::string rival;                      ///< the naive model that was best on the last weeks
  std::vector<domain::Accuracy> accuracy; ///< empty where the history is too short to keep weeks back
  std::vector<domain::ConfidenceCurve> confidence;  ///< one per frame and level; without bins where not measured
};

/// Fits every band on all that the panel knows, and measures how good such a fit is: on the last weeks, predicted by fits
/// that saw nothing after their origin, beside the naive rivals. Deterministic whatever `parallel` does.
Result<Trained> train(const domain::Panel& panel, const Parallel& parallel, const Options& options);

/// Only the fit, as of `origin`: what a backtest at an earlier day uses.
Result<models::Parameters> fit(const domain::Panel& panel, Day origin, const Parallel& parallel, const Options& options);

}  // namespace shelfcast::training
