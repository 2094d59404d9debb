// SPDX-License-Identifier: Apache-2.0
#include "shelfcast/training/train.hpp"

#include "training/features_behind.hpp"
#include "training/fit.hpp"
#include "training/interval_fit.hpp"
#include "training/plan.hpp"
#include "training/weeks.hpp"

#include <algorithm>

namespace shelfcast::training {
namespace {

constexpr double kFitting = 0.5;  // of the work

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
  auto backtest = measure_plan(panel, plan, fits, fitting);
  if (!backtest) return std::unexpected(backtest.error());
  auto parameters = complete_with_sellers(panel, {panel.cut, domain::kHorizon},
                                          {fits.front(), std::move(backtest->blend)}, {attendance, &fitting.runtime});
  if (!parameters) return std::unexpected(parameters.error());
  parameters->intervals = fit_intervals(std::move(backtest->runs), panel.marketplace.grain, fitting.runtime);
  parameters->left_out = attendance.left_out();
  return Trained{.blob = to_bytes(*parameters),
                 .rival = std::move(backtest->rival),
                 .accuracy = std::move(backtest->accuracy),
                 .confidence = curves_of(backtest->outcomes),
                 .contest = std::move(backtest->contest),
                 .challenges = std::move(backtest->challenges),
                 .replaced = attendance.replaced(),
                 .features = features_behind(fits.front(), parameters->blend)};
}

}  // namespace

Result<Trained> train(const domain::Panel& told, const Terms& terms, runtime::Runtime& runtime,
                      const Progress& progress) {
  const auto panel = with_weeks_spread(told);
  const auto plan = plan_fits(panel, domain::kHorizon);
  Attendance attendance(terms);
  const Fitting fitting{attendance, runtime, terms.challengers, terms.search};
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
