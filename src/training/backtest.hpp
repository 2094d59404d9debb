// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "shelfcast/domain/model_version.hpp"
#include "training/fit.hpp"
#include "training/judging.hpp"
#include "training/runs.hpp"

#include <map>
#include <optional>
#include <string>

namespace shelfcast::training {

/// Days to learn from before weeks that anything is measured on.
inline constexpr int kLeastHistory = 56;

/// The day of the fit that the last weeks are predicted with: it has seen none of them. Nullopt where too little
/// history would be left.
std::optional<Day> last_weeks_origin(const domain::Panel& panel);

/// The day of the fit that a long frame is measured with: the frame's length before the cut.
std::optional<Day> long_frame_origin(const domain::Panel& panel, Frame frame);

struct Backtest {
  std::string rival;
  std::vector<domain::Accuracy> accuracy;
  Outcomes outcomes;  ///< of days, weeks and months
  RunPairs runs;
  Blend blend;  ///< by all that the last weeks taught
  domain::Contest contest = {};
  std::map<std::string, domain::Contest> challenges = {};
};

/// Walks from `fitted_at` to the cut, week by week: members of products with what they had learnt at `fitted_at`, those
/// of groups fitted anew, and all blended by what earlier weeks had taught by then. Every number is of days after what
/// its forecast had seen.
Result<Backtest> walk_last_weeks(const domain::Panel& panel, Day fitted_at, const ProductBlobs& fit,
                                 const Fitting& fitting);

/// Only what that walk teaches: the blend.
Result<Blend> blend_of_last_weeks(const domain::Panel& panel, Day fitted_at, const ProductBlobs& fit,
                                  const Fitting& fitting);

struct LongFrame {
  Frame frame;
  Day origin;
  const Listening& listening;
};

/// Predicts a long frame once, from its origin, and adds how that went.
Result<> add_long_frame(const domain::Panel& panel, const ProductBlobs& fit, const LongFrame& long_frame,
                        Backtest& backtest);
/// What was learnt of products, and whom to believe.
struct Fitted {
  ProductBlobs products;
  Blend blend;
};

/// All that a forecast of those days needs besides that: groups are fitted, and brought into agreement.
Result<Parameters> complete(const domain::Panel& panel, const Ahead& ahead, Fitted fitted, Attendance& attendance);
/// Sellers too, which needs what is said of all products.
Result<Parameters> complete_with_sellers(const domain::Panel& panel, const Ahead& ahead, Fitted fitted,
                                         const Listening& listening);

}  // namespace shelfcast::training
