// SPDX-License-Identifier: Apache-2.0
#include "shelfcast/training/train.hpp"

#include "training/backtest.hpp"
#include "training/fit.hpp"
#include "training/interval_fit.hpp"
#include "training/weeks.hpp"

#include <algorithm>

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

/// What took too long is taken out as if it had never been there, so that its name is all that a replay needs.
void take_out(const std::vector<std::string>& left_out, std::vector<ProductBlobs>& fits) {
  for (std::size_t m = 0; m < kOfProducts.members.size(); ++m)
    if (std::ranges::binary_search(left_out, name_of(kOfProducts, m)))
      for (auto& fit : fits)
        for (auto& band : fit) band[m].reset();
}

/// All of a training but the fits of products.
Result<Trained> measure_and_complete(const domain::Panel& panel, const Plan& plan,
                                     const std::vector<ProductBlobs>& fits, const Fitting& fitting) {
  auto& attendance = fitting.attendance;
  Backtest backtest{
      .rival = std::string(kUsualRival), .accuracy = {}, .outcomes = {}, .runs = {}, .blend = prior_blend()};
  if (plan.last_weeks) {
    auto walked = walk_last_weeks(panel, plan.fits[*plan.last_weeks].origin, fits[*plan.last_weeks], fitting);
    if (!walked) return std::unexpected(walked.error());
    backtest = std::move(*walked);
  }
  for (const auto& [frame, fit] : plan.long_frames) {
    const auto added =
        add_long_frame(panel, fits[fit], {frame, *long_frame_origin(panel, frame), attendance}, backtest);
    if (!added) return std::unexpected(added.error());
  }
  auto parameters =
      complete(panel, {panel.cut, domain::kHorizon}, {fits.front(), std::move(backtest.blend)}, attendance);
  if (!parameters) return std::unexpected(parameters.error());
  parameters->intervals = fit_intervals(std::move(backtest.runs), panel.marketplace.grain, fitting.runtime);
  parameters->left_out = attendance.left_out();
  return Trained{.blob = to_bytes(*parameters),
                 .rival = std::move(backtest.rival),
                 .accuracy = std::move(backtest.accuracy),
                 .confidence = curves_of(backtest.outcomes),
                 .contest = std::move(backtest.contest),
                 .challenges = std::move(backtest.challenges),
                 .replaced = attendance.replaced()};
}

}  // namespace

Result<Trained> train(const domain::Panel& told, const Terms& terms, runtime::Runtime& runtime,
                      const Progress& progress) {
  const auto panel = with_weeks_spread(told);
  const auto plan = plan_fits(panel);
  Attendance attendance(terms);
  const Fitting fitting{attendance, runtime, terms.challengers};
  auto fits = fit_products(panel, plan.fits, fitting, [&](double done) { progress(kFitting * done); });
  for (;;) {
    const auto left_out = attendance.left_out();
    take_out(left_out, fits);
    auto trained = measure_and_complete(panel, plan, fits, fitting);
    if (trained && attendance.left_out() != left_out) continue;  // once more, without who took too long
    progress(1);
    return trained;
  }
}

}  // namespace shelfcast::training
