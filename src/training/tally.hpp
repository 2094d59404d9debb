// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "shelfcast/domain/backtest.hpp"
#include "shelfcast/domain/coverage.hpp"
#include "training/scoring.hpp"
#include "training/window.hpp"

#include <cstdint>

namespace shelfcast::training {

/// The mean of what was added.
struct Mean {
  double sum = 0;
  std::uint64_t count = 0;

  void add(double value) {
    sum += value;
    ++count;
  }
  [[nodiscard]] std::optional<double> value() const {
    return count > 0 ? std::optional(sum / static_cast<double>(count)) : std::nullopt;
  }
};

/// How windows are looked at.
struct Lens {
  int step_days = 1;     ///< how long a step of RMSSE is
  std::size_t top = 10;  ///< of the rankings
};

/// What a model said of how sure it was, at one level; learnt from what was known at the window's origin.
struct Certainty {
  const domain::Intervals& intervals;
  domain::Level level;
  const domain::ConfidenceCurve* confidence = nullptr;  ///< null: of a horizon as long nothing is said
};

/// How one model did at one level, gathered over windows.
class Tally {
 public:
  /// `said` has the units of each day, in the order of `truth` but without the series that nobody knew then, of which
  /// nothing was foreseen. A row that begins with a NaN is a series that the model could not forecast: it is left out.
  /// `certainty`: null where the model says nothing of it.
  void add(const LevelTruth& truth, const models::Grid& said, const Lens& lens, const Certainty* certainty = nullptr);
  /// All but the skill.
  [[nodiscard]] domain::ErrorMeasures measures() const;
  [[nodiscard]] std::uint64_t forecasts() const { return absolute_.count; }

 private:
  /// A series' units of the whole window.
  struct Total {
    double foreseen = 0;
    double came = 0;
    int days = 0;
    bool young = false;
  };
  void add_total(const Total& total);
  void add_interval(const Total& total, const Certainty& certainty);
  void add_confidence(double amount, bool hit, const Certainty& certainty);

  ErrorRate rate_;
  double foreseen_ = 0;
  Mean absolute_;
  Mean square_;
  Mean percentage_;
  Mean scaled_;
  Mean weighted_;  // by window
  Mean precision_;
  Mean ndcg_;
  Mean hits_;
  Mean widths_;
  domain::Held held_;
};

}  // namespace shelfcast::training
