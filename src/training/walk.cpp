// SPDX-License-Identifier: Apache-2.0
#include "training/walk.hpp"

#include "training/groups.hpp"

#include <algorithm>

namespace shelfcast::training {
namespace {

constexpr std::size_t kStopsAtOnce = 4;  // of a walk: what their members say is held in memory together

Result<Stop> listen_at(const Levels& panels, Day origin, const ProductBlobs& fit, Attendance& attendance) {
  Stop stop{.said = {.origin = origin, .products = {}, .categories = {}, .whole = {}, .sellers = {}},
            .actuals = actuals_after(panels.products, origin),
            .prediction = {}};
  const int days = origin + kFarthest <= panels.products.cut ? kFarthest : kMonth;
  auto categories = words_of_groups(kOfGroups, panels.categories, {origin, days}, attendance);
  if (!categories) return std::unexpected(categories.error());
  stop.said.categories = std::move(*categories);
  auto whole = words_of_groups(kOfGroups, panels.whole, {origin, days}, attendance);
  if (!whole) return std::unexpected(whole.error());
  stop.said.whole.words = std::move(*whole);
  if (!panels.sellers.none()) {
    auto sellers = words_of_groups(kOfSellers, panels.sellers.panel, {origin, days}, attendance);
    if (!sellers) return std::unexpected(sellers.error());
    stop.said.sellers.words = std::move(*sellers);
  }
  const auto restock = Restock::learnt(panels.products, origin);
  for (std::size_t band = 0; band < stop.said.products.size(); ++band) {
    const auto slices = slices_of(domain::kBands[band], days);
    if (slices.empty()) break;
    auto words = shares_of_products({fit, restock}, band, {panels.demand.panel(), origin, slices}, attendance);
    if (!words) return std::unexpected(words.error());
    stop.said.products[band] = std::move(*words);
  }
  return stop;
}

void put_together(Stop& stop, const Blend& blend, const Levels& panels) {
  const auto& panel = panels.products;
  auto& [said, actuals, prediction] = stop;
  auto totals = blended_totals(said.categories, blend, panel);
  said.whole.parts = sum_of_rows(totals);
  prediction = make_prediction(panel, static_cast<int>(totals.columns));
  prediction.totals = std::move(totals);
  scale_days(prediction.totals, whole_over_parts(said.whole, blend));
  for (std::size_t band = 0; band < said.products.size() && !said.products[band].empty(); ++band)
    put_shares(blended_shares(said.products[band], blend.products[band], panel), band, prediction);
  if (panels.sellers.none()) return;
  said.sellers.parts = sums_of_sellers(panels.sellers, panel, prediction);
  scale_sellers(sellers_over_parts(panels.sellers, said.sellers, blend, prediction), panel, prediction);
}

std::vector<Day> weekly_from(Day first, Day cut) {
  std::vector<Day> origins;
  for (Day at = first; at + kMonth <= cut; at = at + 7) origins.push_back(at);
  return origins;
}

}  // namespace

Levels levels_of(const domain::Panel& panel) {
  return {panel, features::Demand(panel), panel_of_categories(panel), panel_of_whole(panel), sellers_of(panel)};
}

Result<Lessons> walk(const Levels& panels, const Departure& from, const Fitting& fitting, const Visit& visit) {
  const auto& panel = panels.products;
  const auto origins = weekly_from(from.fitted_at, panel.cut);
  Lessons lessons;
  for (std::size_t first = 0; first < origins.size(); first += kStopsAtOnce) {
    const std::size_t count = std::min(kStopsAtOnce, origins.size() - first);
    std::vector<Result<Stop>> stops(count);
    fitting.runtime.parallel(
        count, [&](std::size_t i) { stops[i] = listen_at(panels, origins[first + i], from.fit, fitting.attendance); });
    for (auto& stop : stops) {
      if (!stop) return std::unexpected(stop.error());
      put_together(*stop, lessons.blend_at(stop->said.origin, panel), panels);
      lessons.add(stop->said, panel, panels.sellers, stop->actuals.day);
    }
    if (const auto visited = visit(stops); !visited) return std::unexpected(visited.error());
  }
  return lessons;
}

}  // namespace shelfcast::training
