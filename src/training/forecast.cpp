// SPDX-License-Identifier: Apache-2.0
#include "shelfcast/models/model.hpp"
#include "shelfcast/training/train.hpp"
#include "training/backtest.hpp"
#include "training/fit.hpp"
#include "training/prediction.hpp"
#include "training/weeks.hpp"

#include <algorithm>

namespace shelfcast::training {
namespace {

constexpr auto kDays = static_cast<std::size_t>(domain::kHorizon);

std::vector<std::vector<std::size_t>> products_by_category(const domain::Panel& panel) {
  std::vector<std::vector<std::size_t>> rows(panel.categories.size());
  for (std::size_t p = 0; p < panel.products.size(); ++p) rows[panel.products[p].category].push_back(p);
  return rows;
}

std::string names() {
  std::string list;
  for (const auto* model : models::every_model()) list += (list.empty() ? "" : ", ") + std::string(model->name());
  return list;
}

/// Tells of each category what is expected at the cut of `panel`, which is `told` with weeks spread.
Result<void> tell(const Parameters& parameters, const domain::Panel& told, const domain::Panel& panel,
                  const domain::TakeCategory& take) {
  const auto prediction = predict(parameters, panel, panel.cut, domain::kHorizon);
  if (!prediction) return std::unexpected(prediction.error());
  const auto by_category = products_by_category(panel);
  std::vector<double> units;
  for (std::size_t c = 0; c < by_category.size(); ++c) {
    auto rows = by_category[c];
    std::erase_if(rows, [&](std::size_t p) { return prediction->shares.at(p, 0) <= 0; });
    if (rows.empty()) continue;
    units.clear();
    for (const std::size_t p : rows)
      for (std::size_t day = 0; day < kDays; ++day) units.push_back(prediction->units(p, c, day));
    const auto gathered = with_weeks_gathered(told, panel, units);
    take({.rows = rows, .units = gathered});
  }
  return {};
}

}  // namespace

Result<void> forecast(std::string_view blob, const domain::Panel& told, const domain::TakeCategory& take) {
  const auto parameters = parse_parameters(blob);
  if (!parameters) return std::unexpected(parameters.error());
  return tell(*parameters, told, with_weeks_spread(told), take);
}

Result<void> forecast_alone(std::string_view name, const domain::Panel& told, runtime::Runtime& runtime,
                            const domain::TakeCategory& take) {
  const auto* const model = models::find_model(name);
  if (model == nullptr) return fail(Code::not_found, std::string(name), "there is no such model; there are " + names());
  if (model->role() == models::Role::direct) return forecast_rival(name, told, take);
  const auto panel = with_weeks_spread(told);
  const FitWanted now{.origin = panel.cut};
  auto fits = fit_products(panel, std::span(&now, 1), runtime, [](double) {});
  if (!fits) return std::unexpected(fits.error());
  auto blend = prior_blend();
  for (auto& weights : blend.products)
    for (std::size_t m = 0; m < kProductMembers.size(); ++m)
      weights.everywhere[m] = kProductMembers[m].model == name ? 1 : 0;
  const auto parameters = complete(panel, panel.cut, std::move(fits->front()), std::move(blend), domain::kHorizon);
  if (!parameters) return std::unexpected(parameters.error());
  return tell(*parameters, told, panel, take);
}

Result<void> forecast_rival(std::string_view rival, const domain::Panel& told, const domain::TakeCategory& take) {
  const auto panel = with_weeks_spread(told);
  const auto* const model = models::find_model(rival);
  if (model == nullptr || model->role() != models::Role::direct)
    return fail(Code::not_found, std::string(rival), "there is no such naive model");
  const domain::FeatureMatrix no_matrix;
  const models::FeaturesFor no_features;
  const auto each_day = single_days(domain::kHorizon);
  const auto blob = model->fit({panel, panel.cut, {"", 1, domain::kHorizon}, no_matrix});
  if (!blob) return std::unexpected(blob.error());
  const auto grid = model->predict(*blob, {panel, panel.cut, each_day, no_features});
  if (!grid) return std::unexpected(grid.error());
  std::vector<double> units;
  for (const auto& rows : products_by_category(panel)) {
    if (rows.empty()) continue;
    units.clear();
    for (const std::size_t p : rows) {
      const auto* const first = grid->values.data() + p * grid->columns;
      units.insert(units.end(), first, first + grid->columns);
    }
    const auto gathered = with_weeks_gathered(told, panel, units);
    take({.rows = rows, .units = gathered});
  }
  return {};
}

}  // namespace shelfcast::training
