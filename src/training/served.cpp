// SPDX-License-Identifier: Apache-2.0
#include "training/served.hpp"

#include "training/backtest.hpp"
#include "training/fit.hpp"

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

Result<Parameters> learn(const domain::Panel& panel, int days, const Fitting& fitting,
                         const std::function<void(double)>& progress) {
  std::vector<FitWanted> wanted{{.origin = panel.cut}};
  const auto last_weeks = last_weeks_origin(panel);
  if (last_weeks) wanted.push_back({.origin = *last_weeks});
  auto fits = fit_products(panel, wanted, fitting, [&](double done) { progress(kFitting * done); });
  Blend blend = prior_blend();
  if (last_weeks) {
    auto learnt = blend_of_last_weeks(panel, *last_weeks, fits.back(), fitting);
    if (!learnt) return std::unexpected(learnt.error());
    blend = std::move(*learnt);
  }
  progress(kFitting + kWalking);
  return complete(panel, {panel.cut, days}, {std::move(fits.front()), std::move(blend)}, fitting.attendance);
}

}  // namespace

std::string Served::problem_of(std::string_view model) const {
  const std::size_t place = place_of(kOfProducts.members, model);
  if (place == kOfProducts.members.size()) return {};
  const auto found = std::ranges::find(replaced, name_of(kOfProducts, place), &domain::Replacement::model);
  return found == replaced.end() ? "" : fmt::format("{} stood in for it: {}", found->by, found->reason);
}

Result<Served> serve_at_cut(const domain::Panel& panel, int days, runtime::Runtime& runtime,
                            const std::function<void(double)>& progress) {
  const int whole_days = rounded_to_slices(days);
  Attendance attendance;
  const auto parameters = learn(panel, whole_days, {attendance, runtime}, progress);
  if (!parameters) return std::unexpected(parameters.error());
  Served served;
  for (const auto& member : kProductMembers)
    if (models::find_model(member.model)->role() == models::Role::share)
      served.of_shares[member.model] = make_prediction(panel, whole_days);
  const auto hear = [&](std::size_t band, const Words& words) {
    for (std::size_t m = 0; m < words.size(); ++m)
      if (const auto shares = served.of_shares.find(kProductMembers[m].model); shares != served.of_shares.end())
        put_shares(words[m], band, shares->second);
  };
  auto ensemble = predict(*parameters, panel, {panel.cut, whole_days}, {attendance, hear});
  if (!ensemble) return std::unexpected(ensemble.error());
  served.ensemble = std::move(*ensemble);
  for (auto& [name, prediction] : served.of_shares) prediction.totals = served.ensemble.totals;
  served.replaced = attendance.replaced();
  progress(1);
  return served;
}

}  // namespace shelfcast::training
