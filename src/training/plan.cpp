// SPDX-License-Identifier: Apache-2.0
#include "training/plan.hpp"

namespace shelfcast::training {
namespace {

constexpr std::string_view kUsualRival = "weekday mean";  // where the history is too short to measure which is best
constexpr std::array kLongFrames{Frame::quarter, Frame::half, Frame::year};

}  // namespace

/// A long frame is measured with the fit of the last weeks, where that has seen none of it either.
Plan plan_fits(const domain::Panel& panel, int days) {
  Plan plan{.fits = {{.origin = panel.cut}}, .last_weeks = std::nullopt, .long_frames = {}};
  if (const auto origin = last_weeks_origin(panel)) {
    plan.last_weeks = plan.fits.size();
    plan.fits.push_back({.origin = *origin});
  }
  for (const Frame frame : kLongFrames) {
    const auto origin = long_frame_origin(panel, frame);
    if (!origin || days <= domain::Intervals::kStepsWithin) continue;
    const bool at_hand = plan.last_weeks && plan.fits[*plan.last_weeks].origin <= *origin;
    plan.long_frames.emplace_back(frame, at_hand ? *plan.last_weeks : plan.fits.size());
    if (!at_hand) plan.fits.push_back({.origin = *origin, .far_band_alone = true});
  }
  return plan;
}

Result<Backtest> measure_plan(const domain::Panel& panel, const Plan& plan, const std::vector<ProductBlobs>& fits,
                              const Fitting& fitting) {
  Backtest backtest{
      .rival = std::string(kUsualRival), .accuracy = {}, .outcomes = {}, .runs = {}, .blend = prior_blend()};
  if (plan.last_weeks) {
    auto walked = walk_last_weeks(panel, plan.fits[*plan.last_weeks].origin, fits[*plan.last_weeks], fitting);
    if (!walked) return std::unexpected(walked.error());
    backtest = std::move(*walked);
  }
  const Listening listening{fitting.attendance, &fitting.runtime};
  for (const auto& [frame, fit] : plan.long_frames) {
    const auto added = add_long_frame(panel, fits[fit], {frame, *long_frame_origin(panel, frame), listening}, backtest);
    if (!added) return std::unexpected(added.error());
  }
  return backtest;
}

std::vector<domain::ConfidenceCurve> curves_of(Outcomes& outcomes) {
  std::vector<domain::ConfidenceCurve> curves;
  for (const auto& row : kFrames)
    for (const auto level : {domain::Level::product, domain::Level::category})
      curves.push_back(
          {.frame = row.frame, .level = level, .bins = measure_bins(std::move(outcomes[{row.frame, level}]))});
  return curves;
}

}  // namespace shelfcast::training
