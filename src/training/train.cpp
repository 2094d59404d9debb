// SPDX-License-Identifier: Apache-2.0
#include "shelfcast/training/train.hpp"

#include "training/fit.hpp"
#include "training/interval_fit.hpp"
#include "training/plan.hpp"
#include "training/weeks.hpp"

namespace shelfcast::training {
namespace {

constexpr double kFitting = 0.5;  // of the work

}  // namespace

Result<Trained> train(const domain::Panel& told, runtime::Runtime& runtime, const Progress& progress) {
  const auto panel = with_weeks_spread(told);
  const auto plan = plan_fits(panel, domain::kHorizon);
  auto fits = fit_products(panel, plan.fits, runtime, [&](double done) { progress(kFitting * done); });
  if (!fits) return std::unexpected(fits.error());

  auto backtest = measure_plan(panel, plan, *fits, runtime);
  if (!backtest) return std::unexpected(backtest.error());
  auto parameters = complete(panel, panel.cut, std::move(fits->front()), std::move(backtest->blend), domain::kHorizon);
  if (!parameters) return std::unexpected(parameters.error());
  parameters->intervals = fit_intervals(std::move(backtest->runs), panel.marketplace.grain, runtime);
  progress(1);
  return Trained{.blob = to_bytes(*parameters),
                 .rival = std::move(backtest->rival),
                 .accuracy = std::move(backtest->accuracy),
                 .confidence = curves_of(backtest->outcomes),
                 .contest = std::move(backtest->contest)};
}

}  // namespace shelfcast::training
