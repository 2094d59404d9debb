// SPDX-License-Identifier: Apache-2.0
#include "shelfcast/training/train.hpp"

#include "training/backtest.hpp"
#include "training/fit.hpp"
#include "training/interval_fit.hpp"
#include "training/weeks.hpp"

#include <mutex>

namespace shelfcast::training {
namespace {

constexpr std::string_view kUsualRival = "weekday mean";  // where the history is too short to measure which is best
constexpr double kFitting = 0.8;                          // of the work
constexpr std::array kLongFrames{Frame::quarter, Frame::half, Frame::year};

/// The days of all fits, the one to be used first.
struct Plan {
  std::vector<Day> origins;
  std::optional<std::size_t> last_weeks;                   // index into origins
  std::vector<std::pair<Frame, std::size_t>> long_frames;  // the same
};

Plan plan_fits(const domain::Panel& panel) {
  Plan plan{.origins = {panel.cut}, .last_weeks = std::nullopt, .long_frames = {}};
  const auto add = [&](Day origin) {
    plan.origins.push_back(origin);
    return plan.origins.size() - 1;
  };
  if (const auto origin = last_weeks_origin(panel)) plan.last_weeks = add(*origin);
  for (const Frame frame : kLongFrames)
    if (const auto origin = long_frame_origin(panel, frame)) plan.long_frames.emplace_back(frame, add(*origin));
  return plan;
}

std::vector<domain::ConfidenceCurve> curves_of(Outcomes& outcomes) {
  std::vector<domain::ConfidenceCurve> curves;
  for (const auto& row : kFrames)
    for (const auto level : {domain::Level::product, domain::Level::category})
      curves.push_back(
          {.frame = row.frame, .level = level, .bins = measure_bins(std::move(outcomes[{row.frame, level}]))});
  return curves;
}

}  // namespace

Result<Trained> train(const domain::Panel& told, runtime::Runtime& runtime, const Progress& progress) {
  const auto panel = with_weeks_spread(told);
  const auto plan = plan_fits(panel);
  std::mutex telling;
  std::size_t done = 0;
  auto fits = fit_products_at(panel, plan.origins, runtime, [&] {
    const std::scoped_lock lock(telling);
    ++done;
    progress(kFitting * static_cast<double>(done) / static_cast<double>(plan.origins.size() * kBandCount));
  });
  if (!fits) return std::unexpected(fits.error());

  Backtest backtest{
      .rival = std::string(kUsualRival), .accuracy = {}, .outcomes = {}, .runs = {}, .blend = prior_blend()};
  if (plan.last_weeks) {
    auto walked = walk_last_weeks(panel, plan.origins[*plan.last_weeks], (*fits)[*plan.last_weeks], runtime);
    if (!walked) return std::unexpected(walked.error());
    backtest = std::move(*walked);
  }
  for (const auto& [frame, fit] : plan.long_frames) {
    const auto added = add_long_frame(panel, plan.origins[fit], (*fits)[fit], frame, backtest);
    if (!added) return std::unexpected(added.error());
  }
  auto parameters = complete(panel, panel.cut, std::move(fits->front()), std::move(backtest.blend), domain::kHorizon);
  if (!parameters) return std::unexpected(parameters.error());
  parameters->intervals = fit_intervals(std::move(backtest.runs), panel.marketplace.grain, runtime);
  progress(1);
  return Trained{.blob = to_bytes(*parameters),
                 .rival = std::move(backtest.rival),
                 .accuracy = std::move(backtest.accuracy),
                 .confidence = curves_of(backtest.outcomes)};
}

}  // namespace shelfcast::training
