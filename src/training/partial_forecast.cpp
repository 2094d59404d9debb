// SPDX-License-Identifier: Apache-2.0
#include "shelfcast/training/partial_forecast.hpp"

#include "shelfcast/features/demand.hpp"
#include "shelfcast/training/imported.hpp"
#include "training/backtest.hpp"
#include "training/fit.hpp"
#include "training/groups.hpp"
#include "training/imported_blob.hpp"
#include "training/naive_blob.hpp"
#include "training/sellers.hpp"
#include "training/telling.hpp"
#include "training/weeks.hpp"

#include <algorithm>

namespace shelfcast::training {
namespace {

using models::Grid;

constexpr auto kDays = static_cast<std::size_t>(domain::kHorizon);
constexpr int kYear = 364;  // whole weeks

const models::FeaturesFor kNoFeatures;

/// An import says nothing of a product alone.
constexpr const char* kOwnHistory = "28-day mean";

bool asks_each_alone(std::size_t member) {
  return models::find_model(kProductMembers[member].model)->role() == models::Role::direct;
}

/// Whole weeks where there are any, so that no weekday counts twice.
double mean_of_last_year(const domain::PanelProduct& product, const domain::Panel& panel) {
  const Day since = std::max(product.product.on_sale_since, panel.first);
  int days = std::min(panel.cut - since + 1, kYear);
  if (days >= 7) days -= days % 7;
  if (days <= 0) return 0;
  Micro sold = 0;
  for (const auto& sale : product.sales)
    if (sale.day > panel.cut - days) sold += sale.units;
  return from_micro(sold) / days;
}

Grid levels_of(const domain::Panel& panel) {
  auto grid = models::make_grid(panel.products.size(), kDays);
  for (std::size_t p = 0; p < grid.rows; ++p) {
    const auto row = std::span(grid.values).subspan(p * kDays, kDays);
    std::ranges::fill(row, mean_of_last_year(panel.products[p], panel));
  }
  return grid;
}

/// Only those of members that look at each product alone, 1 in all; as they are believed beforehand where the ensemble
/// believes none of them.
Weights weights_alone(Weights weights) {
  const auto sum = [&] {
    double all = 0;
    for (std::size_t m = 0; m < weights.size(); ++m) all += asks_each_alone(m) ? weights[m] : 0;
    return all;
  };
  if (sum() <= 0) weights = prior_weights(kProductMembers);
  const double all = sum();
  for (std::size_t m = 0; m < weights.size(); ++m) weights[m] = asks_each_alone(m) ? weights[m] / all : 0;
  return weights;
}

Result<Grid> own_histories(const Parameters& parameters, const domain::Panel& panel, Attendance& attendance) {
  auto units = models::make_grid(panel.products.size(), kDays);
  const features::Demand demand(panel);
  for (std::size_t band = 0; band < kBandCount; ++band) {
    const auto slices = slices_of(domain::kBands[band], domain::kHorizon);
    const auto words = units_without_season(parameters.products, {demand.panel(), panel.cut, slices}, attendance);
    if (!words) return std::unexpected(words.error());
    for (std::size_t p = 0; p < units.rows; ++p) {
      const auto category = panel.categories[panel.products[p].category].id;
      const auto weights = weights_alone(parameters.blend.products[band].of(category));
      for (std::size_t i = 0; i < slices.size(); ++i) {
        double said = 0;
        for (std::size_t m = 0; m < words->size(); ++m)
          if (asks_each_alone(m)) said += weights[m] * (*words)[m].at(p, i);
        for (int step = slices[i].first_step; step <= slices[i].last_step; ++step)
          units.at(p, static_cast<std::size_t>(step) - 1) = said;
      }
    }
  }
  return units;
}

Result<Grid> totals_without_season(const Parameters& parameters, const domain::Panel& panel, Attendance& attendance) {
  const Ahead ahead{.origin = panel.cut, .days = domain::kHorizon, .with_season = false};
  const auto words =
      totals_of_groups({kOfGroups, parameters.categories}, panel_of_categories(panel), ahead, attendance);
  if (!words) return std::unexpected(words.error());
  auto totals = blended_totals(*words, parameters.blend, panel);
  scale_days(totals, std::span(parameters.whole_over_parts).first(kDays));
  return totals;
}

Result<Prediction> predict_without_season(const Parameters& parameters, const domain::Panel& panel,
                                          Attendance& attendance) {
  auto prediction = make_prediction(panel, domain::kHorizon);
  const features::Demand demand(panel);
  auto totals = totals_without_season(parameters, panel, attendance);
  if (!totals) return std::unexpected(totals.error());
  prediction.totals = std::move(*totals);
  for (std::size_t band = 0; band < kBandCount; ++band) {
    const auto slices = slices_of(domain::kBands[band], domain::kHorizon);
    const Asked asked{demand.panel(), panel.cut, slices};
    auto words = shares_of_products({parameters.products, parameters.restock}, band, asked, attendance);
    if (!words) return std::unexpected(words.error());
    auto alone = units_without_season(parameters.products, asked, attendance);
    if (!alone) return std::unexpected(alone.error());
    for (auto& units : *alone) models::to_shares(units, panel);
    settle(parameters.restock, asked, *alone);
    for (std::size_t m = 0; m < words->size(); ++m)
      if (asks_each_alone(m)) (*words)[m] = std::move((*alone)[m]);
    put_shares(blended_shares(*words, parameters.blend.products[band], panel), band, prediction);
  }
  scale_sellers(parameters.sellers_over_parts, panel, prediction);
  return prediction;
}

/// Its shares know a product's season only among all else that they learnt, as those of the ensemble do.
Result<Prediction> predict_without_season(const Imported& imported, const domain::Panel& panel,
                                          Attendance& attendance) {
  const auto parameters =
      complete(panel, {panel.cut, domain::kHorizon}, {.products = {}, .blend = imported.blend}, attendance);
  if (!parameters) return std::unexpected(parameters.error());
  auto prediction = make_prediction(panel, domain::kHorizon);
  auto totals = totals_without_season(*parameters, panel, attendance);
  if (!totals) return std::unexpected(totals.error());
  prediction.totals = std::move(*totals);
  const features::Demand demand(panel);
  const Sharing sharing{imported.trees, parameters->restock, demand.panel(), panel.cut};
  if (auto shared = share_out(sharing, prediction, attendance); !shared) return std::unexpected(shared.error());
  return prediction;
}

Result<Prediction> without_season(std::string_view blob, const domain::Panel& panel, Attendance& attendance) {
  if (is_imported(blob)) {
    const auto imported = parse_imported(blob);
    return imported ? predict_without_season(*imported, panel, attendance) : std::unexpected(imported.error());
  }
  const auto parameters = parse_parameters(blob);
  return parameters ? predict_without_season(*parameters, panel, attendance) : std::unexpected(parameters.error());
}

Result<Grid> rival_without_season(const std::string& rival, const domain::Panel& panel) {
  const auto* const model = models::find_model(rival);
  if (model == nullptr) return fail(Code::not_found, rival, "there is no such naive model");
  const auto blob = fit_direct(*model, panel, panel.cut);
  if (!blob) return std::unexpected(blob.error());
  const auto each_day = single_days(domain::kHorizon);
  return model->predict_without_season(*blob, {panel, panel.cut, each_day, kNoFeatures});
}

}  // namespace

Result<void> forecast_partly(std::string_view blob, Basis basis, const domain::Panel& told,
                             const domain::TakeCategory& take) {
  const auto panel = with_weeks_spread(told);
  if (basis == Basis::level) {
    tell(levels_of(panel), told, panel, take);
    return {};
  }
  Attendance attendance;
  auto rival = naive_model_in(blob);
  if (!rival && basis == Basis::other_products) {
    const auto prediction = without_season(blob, panel, attendance);
    if (!prediction) return std::unexpected(prediction.error());
    tell(*prediction, told, panel, take);
    return {};
  }
  if (is_imported(blob)) rival = kOwnHistory;
  Result<Grid> units;
  if (rival) {
    units = rival_without_season(*rival, panel);
  } else {
    const auto parameters = parse_parameters(blob);
    if (!parameters) return std::unexpected(parameters.error());
    units = own_histories(*parameters, panel, attendance);
  }
  if (!units) return std::unexpected(units.error());
  tell(*units, told, panel, take);
  return {};
}

}  // namespace shelfcast::training
