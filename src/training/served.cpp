// SPDX-License-Identifier: Apache-2.0
#include "training/served.hpp"

#include "training/interval_fit.hpp"
#include "training/plan.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace shelfcast::training {
namespace {

constexpr double kFitting = 0.7;  // of the work
constexpr double kWalking = 0.2;

/// Whole slices, so that shares are those of a longer forecast.
int rounded_to_slices(int days) {
  if (days <= domain::kDailySteps) return days;
  const int weeks = (days - domain::kDailySteps + 6) / 7;
  return std::min(domain::kDailySteps + 7 * weeks, domain::kHorizon);
}

/// What the last weeks teach, and, where it is asked for, how sure it makes.
struct Taught {
  Blend blend = prior_blend();
  domain::Intervals intervals = {};
  std::vector<domain::ConfidenceCurve> confidence = {};
};

Result<Taught> measure_certainty(const domain::Panel& panel, const Plan& plan, const std::vector<ProductBlobs>& fits,
                                 const Fitting& fitting) {
  auto backtest = measure_plan(panel, plan, fits, fitting);
  if (!backtest) return std::unexpected(backtest.error());
  return Taught{.blend = std::move(backtest->blend),
                .intervals = fit_intervals(std::move(backtest->runs), panel.marketplace.grain, fitting.runtime),
                .confidence = curves_of(backtest->outcomes)};
}

Result<Taught> blend_alone(const domain::Panel& panel, const Plan& plan, const std::vector<ProductBlobs>& fits,
                           const Fitting& fitting) {
  if (!plan.last_weeks) return Taught{};
  auto blend = blend_of_last_weeks(panel, plan.fits[*plan.last_weeks].origin, fits[*plan.last_weeks], fitting);
  if (!blend) return std::unexpected(blend.error());
  return Taught{.blend = std::move(*blend)};
}

struct Ready {
  Parameters parameters;
  std::vector<domain::ConfidenceCurve> confidence;
};

Result<Ready> learn(const domain::Panel& panel, const Serving& wanted, const Fitting& fitting,
                    const std::function<void(double)>& progress) {
  const auto plan = plan_fits(panel, wanted.certainty ? wanted.days : 1);
  auto fits = fit_products(panel, plan.fits, fitting, [&](double done) { progress(kFitting * done); });
  auto taught =
      wanted.certainty ? measure_certainty(panel, plan, fits, fitting) : blend_alone(panel, plan, fits, fitting);
  if (!taught) return std::unexpected(taught.error());
  progress(kFitting + kWalking);
  const int days = rounded_to_slices(wanted.days);
  auto parameters = complete_with_sellers(panel, {panel.cut, days}, {std::move(fits.front()), std::move(taught->blend)},
                                          {fitting.attendance, &fitting.runtime});
  if (!parameters) return std::unexpected(parameters.error());
  parameters->intervals = std::move(taught->intervals);
  return Ready{std::move(*parameters), std::move(taught->confidence)};
}

}  // namespace

std::string Served::problem_of(std::string_view model) const {
  const std::size_t place = place_of(kOfProducts.members, model);
  if (place == kOfProducts.members.size()) return {};
  const auto found = std::ranges::find(replaced, name_of(kOfProducts, place), &domain::Replacement::model);
  return found == replaced.end() ? "" : fmt::format("{} stood in for it: {}", found->by, found->reason);
}

Result<Served> serve_at_cut(const domain::Panel& panel, const Serving& wanted, runtime::Runtime& runtime,
                            const std::function<void(double)>& progress) {
  Attendance attendance;
  auto learnt = learn(panel, wanted, {attendance, runtime}, progress);
  if (!learnt) return std::unexpected(learnt.error());
  Served served{.ensemble = {},
                .intervals = std::move(learnt->parameters.intervals),
                .confidence = std::move(learnt->confidence),
                .of_shares = {},
                .replaced = {}};
  const int whole_days = rounded_to_slices(wanted.days);
  for (const auto& member : kProductMembers)
    if (models::find_model(member.model)->role() == models::Role::share)
      served.of_shares[member.model] = make_prediction(panel, whole_days);
  const auto hear = [&](std::size_t band, const Words& words) {
    for (std::size_t m = 0; m < words.size(); ++m)
      if (const auto shares = served.of_shares.find(kProductMembers[m].model); shares != served.of_shares.end())
        put_shares(words[m], band, shares->second);
  };
  auto ensemble = predict(learnt->parameters, panel, {panel.cut, whole_days}, {attendance, &runtime, hear});
  if (!ensemble) return std::unexpected(ensemble.error());
  served.ensemble = std::move(*ensemble);
  for (auto& [name, prediction] : served.of_shares) prediction.totals = served.ensemble.totals;
  served.replaced = attendance.replaced();
  progress(1);
  return served;
}

}  // namespace shelfcast::training
