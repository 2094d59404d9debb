// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "shelfcast/base/clock.hpp"
#include "shelfcast/base/result.hpp"
#include "shelfcast/domain/cycle.hpp"
#include "shelfcast/domain/forecast.hpp"
#include "shelfcast/domain/model_version.hpp"
#include "shelfcast/domain/panel.hpp"
#include "shelfcast/runtime/runtime.hpp"

#include <functional>
#include <limits>
#include <map>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace shelfcast::training {

/// What a trained model is called by: its kind, and the generation of its definition.
inline constexpr std::string_view kModelKind = "ensemble";
inline constexpr std::string_view kModelGeneration = "2.0";
inline constexpr std::string_view kNaiveGeneration = "1.0";

/// A version that was not learnt here: only what came after what it had seen says anything of it.
struct Challenger {
  std::string version;
  std::string blob;
  Day seen;
};

/// On what terms models take part in a training.
struct Terms {
  /// Which one may take, all that it does added up; beyond it the next simpler one stands in, from the beginning.
  double seconds_of_model = std::numeric_limits<double>::infinity();
  std::vector<std::string> left_out = {};  ///< these take no part, as "boosting of products": they took too long once
  std::function<double()> stopwatch = stopwatch_seconds;
  bool search = false;  ///< whether models try their settings on past origins first: takes more than half as long again
  std::vector<Challenger> challengers = {};  ///< to be measured in the same weeks; they change nothing that is learnt
};

struct Trained {
  std::string blob;                                 ///< all that forecast() needs besides a panel
  std::string rival;                                ///< the naive model that was best on the last weeks
  std::vector<domain::Accuracy> accuracy;           ///< empty where the history is too short to keep weeks back
  std::vector<domain::ConfidenceCurve> confidence;  ///< one per frame and level; without bins where not measured
  /// The weeks of the backtest, each forecast from the day before it: by kModelKind and by the naive models.
  domain::Contest contest = {};
  /// The same of the weeks that a challenger had not seen, with its errors under its version: by version.
  std::map<std::string, domain::Contest> challenges = {};
  std::vector<domain::Replacement> replaced = {};  ///< members that failed somewhere or took too long
  /// How far what it says of the next days rests on each feature, 1 in all, by those of its members that can say; empty
  /// where none can.
  std::map<std::string, double, std::less<>> features = {};
};

using Progress = std::function<void(double)>;  ///< told 0..1; from one thread at a time

/// Fits every horizon band on all that the panel knows, and measures how good such a fit is: on the last weeks,
/// predicted by fits that saw nothing after their origin, beside the naive rivals. The same panel gives the same bytes,
/// on any number of threads; where models were left out, if the same ones are.
///
/// A model that fails, or says what cannot be, is replaced by the next simpler one there.
Result<Trained> train(const domain::Panel& panel, const Terms& terms, runtime::Runtime& runtime,
                      const Progress& progress);

/// The models that a training left out because they took too long. Of a naive or imported model none. `corrupt` where
/// the blob is no fit.
Result<std::vector<std::string>> left_out_of(std::string_view blob);

/// Expected units for the kHorizon days after the panel's cut, category by category in the panel's order; a category
/// without products on sale is left out, one that the fit never saw expects nothing. `corrupt` where the blob is no
/// fit. `replaced` is told of the members that failed only now, and that a simpler one stood in for. With a runtime it
/// works on several bands at a time.
using TakeReplacement = std::function<void(const domain::Replacement&)>;
Result<void> forecast(std::string_view blob, const domain::Panel& panel, const domain::TakeCategory& take,
                      const TakeReplacement& replaced = {}, runtime::Runtime* runtime = nullptr);
/// The same by one contender of backtests, learnt now and without measuring anything; one that knows only shares of
/// categories is given the ensemble's totals. `invalid` says which there are.
Result<void> forecast_alone(const std::string& model, const domain::Panel& panel, runtime::Runtime& runtime,
                            const domain::TakeCategory& take);

/// What contests compare: the errors of units by product and by category, each over what came.
double contest_error(const domain::Panel& panel, std::span<const double> foreseen, std::span<const double> came);

/// The naive models, which every model is measured beside.
std::span<const std::string_view> naive_models();
/// What forecast() takes where such a model is to serve: it learns at the panel's cut, whenever it is asked.
std::string naive_blob(std::string_view model);
/// Whether forecast() takes these bytes: they may have been learnt by another version of this program.
bool can_forecast(std::string_view blob);

/// The same from a naive model, by name.
Result<void> forecast_rival(std::string_view rival, const domain::Panel& panel, const domain::TakeCategory& take);

}  // namespace shelfcast::training
