// SPDX-License-Identifier: Apache-2.0
#include "app/learning.hpp"

#include "shelfcast/refresh/trainings.hpp"

namespace shelfcast::app {
namespace {

using features::Spread;

constexpr std::size_t kTrainings = 29;

monitor::Bins bins_of(const Spread& spread, std::size_t feature) {
  return {spread.bins[feature].begin(), spread.bins[feature].end()};
}

monitor::DayCount on_sale(const Spread& spread) {
  return {spread.day, static_cast<double>(spread.products)};
}

monitor::Share out_of_stock(const Spread& spread) {
  return {static_cast<double>(spread.out_of_stock), static_cast<double>(spread.products)};
}

}  // namespace

Result<monitor::FeatureDays> feature_days(const House& house, const domain::Marketplace& marketplace, Day cut) {
  monitor::FeatureDays days{.marketplace = marketplace.key, .currency = marketplace.currency};
  const auto spreads = house.spreads->up_to(marketplace, cut);
  if (!spreads) return std::unexpected(spreads.error());
  if (spreads->empty() || spreads->back().day != cut) return days;
  const Spread& now = spreads->back();
  const auto before = std::span(*spreads).first(spreads->size() - 1);
  for (std::size_t place = 0; place < features::kSpreadPlaces; ++place)
    days.places.push_back(features::value_at(place));
  for (std::size_t f = 0; f < now.bins.size(); ++f) {
    const auto& feature = features::every_feature()[f];
    if (features::follows_calendar(feature)) continue;
    auto& told = days.features.emplace_back(monitor::FeatureSpread{.name = std::string(feature.name),
                                                                   .made_from = std::string(feature.made_from),
                                                                   .now = bins_of(now, f),
                                                                   .before = {}});
    for (const Spread& day : before) told.before.push_back(bins_of(day, f));
  }
  days.on_sale = on_sale(now);
  days.out_of_stock = out_of_stock(now);
  for (const Spread& day : before) {
    days.on_sale_before.push_back(on_sale(day));
    days.out_of_stock_before.push_back(out_of_stock(day));
  }
  return days;
}

Result<monitor::Importances> importances_of(const House& house, const domain::Marketplace& marketplace) {
  monitor::Importances importances{.marketplace = marketplace.key, .currency = marketplace.currency};
  auto trainings = refresh::trainings(*house.registry, marketplace.key, kTrainings);
  if (!trainings) return std::unexpected(trainings.error());
  if (trainings->empty()) return importances;
  importances.version = trainings->back().version;
  importances.now = std::move(trainings->back().features);
  trainings->pop_back();
  for (auto& training : *trainings) importances.before.push_back(std::move(training.features));
  return importances;
}

}  // namespace shelfcast::app
