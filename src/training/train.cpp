// SPDX-License-Identifier: Apache-2.0
#include "shelfcast/training/train.hpp"

#include "training/backtest.hpp"
#include "training/fit.hpp"
#include "training/interval_fit.hpp"
#include "training/weeks.hpp"

namespace shelfcast::training {
namespace {

constexpr std::string_view kUsualRival = "weekday mean";  // where the history is too short to measure which is best
constexpr double kFitting = 0.5;                          // of the work
constexpr std::array kLongFrames{Frame::quarter, Frame::half, Frame::year};

/// All fits, the one to be used first.
struct Plan {
  std::vector<FitWanted> fits;
  std::optional<std::size_t> last_weeks;                   // index into fits
  std::vector<std::pair<Frame, std::size_t>> long_frames;  // the same
};

/// A long frame is measured with the fit of the last weeks, where that has seen none of it either.
Plan plan_fits(const domain::Panel& panel) {
  Plan plan{.fits = {{.origin = panel.cut}}, .last_weeks = std::nullopt, .long_frames = {}};
  if (const auto origin = last_weeks_origin(panel)) {
    plan.last_weeks = plan.fits.size();
    plan.fits.push_back({.origin = *origin});
  }
  for (const Frame frame : kLongFrames) {
    const auto origin = long_frame_origin(panel, frame);
    if (!origin) continue;
    const bool at_hand = plan.last_weeks && plan.fits[*plan.last_weeks].origin <= *origin;
    plan.long_frames.emplace_back(frame, at_hand ? *plan.last_weeks : plan.fits.size());
    if (!at_hand) plan.fits.push_back({.origin = *origin, .far_band_alone = true});
  }
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
  auto fits = fit_products(panel, plan.fits, runtime, [&](double done) { progress(kFitting * done); });
  if (!fits) return std::unexpected(fits.error());

  Backtest backtest{
      .rival = std::string(kUsualRival), .accuracy = {}, .outcomes = {}, .runs = {}, .blend = prior_blend()};
  if (plan.last_weeks) {
    auto walked = walk_last_weeks(panel, plan.fits[*plan.last_weeks].origin, (*fits)[*plan.last_weeks], runtime);
    if (!walked) return std::unexpected(walked.error());
    backtest = std::move(*walked);
  }
  for (const auto& [frame, fit] : plan.long_frames) {
    const auto added = add_long_frame(panel, *long_frame_origin(panel, frame), (*fits)[fit], frame, backtest);
    if (!added) return std::unexpected(added.error());
  }
  auto parameters = complete(panel, panel.cut, std::move(fits->front()), std::move(backtest.blend), domain::kHorizon);
  if (!parameters) return std::unexpected(parameters.error());
  parameters->intervals = fit_intervals(std::move(backtest.runs), panel.marketplace.grain, runtime);
  progress(1);
  return Trained{.blob = to_bytes(*parameters),
                 .rival = std::move(backtest.rival),
                 .accuracy = std::move(backtest.accuracy),
                 .confidence = curves_of(backtest.outcomes),
                 .contest = std::move(backtest.contest)};
}

}  // namespace shelfcast::training
