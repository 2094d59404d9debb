// SPDX-License-Identifier: Apache-2.0
#include "app/demo_tour.hpp"
#include "app/truth_score.hpp"
#include "shelfcast/domain/features.hpp"
#include "shelfcast/features/data_cut.hpp"
#include "shelfcast/features/panel.hpp"
#include "shelfcast/ranking/cube.hpp"
#include "shelfcast/training/train.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <numeric>

namespace shelfcast::app {
namespace {

constexpr std::array kHorizons{7, 28};

/// Gathers what a forecast tells, category by category, into sums per product.
class Gathering {
 public:
  Gathering(const domain::Panel& panel, int days)
      : panel_(panel),
        days_(days),
        sums_{.units = std::vector<double>(panel.products.size()), .amount = std::vector<double>(panel.products.size())} {}

  void take(const ranking::CategoryForecast& category) {
    for (std::size_t i = 0; i < category.rows.size(); ++i) {
      const std::size_t product = category.rows[i];
      for (int day = 0; day < days_; ++day) {
        const double units = category.units[i * domain::kHorizon + static_cast<std::size_t>(day)];
        sums_.units[product] += units;
        sums_.amount[product] += units * ranking::planned_price(panel_.products[product], panel_.cut + 1 + day);
      }
    }
  }
  [[nodiscard]] const Sums& sums() const { return sums_; }

 private:
  const domain::Panel& panel_;
  int days_;
  Sums sums_;
};

void print_top_categories(const domain::Panel& panel, const Sums& ours, const Sums& truth) {
  std::vector<double> predicted(panel.categories.size());
  std::vector<double> real(panel.categories.size());
  for (std::size_t i = 0; i < panel.products.size(); ++i) {
    predicted[panel.products[i].category] += ours.amount[i];
    real[panel.products[i].category] += truth.amount[i];
  }
  std::vector<std::size_t> order(predicted.size());
  std::iota(order.begin(), order.end(), 0);
  std::ranges::sort(order, std::greater{}, [&](std::size_t i) { return predicted[i]; });
  fmt::print("\nthe week after {}: top categories        predicted      true mean\n", format_day(panel.cut));
  for (std::size_t i = 0; i < std::min<std::size_t>(5, order.size()); ++i) {
    const std::size_t category = order[i];
    fmt::print("  {}. {:38} {:12.2f} {} {:10.2f}   {:+.1f} %\n", i + 1, panel.categories[category].name,
               predicted[category], panel.marketplace.currency, real[category],
               (predicted[category] / real[category] - 1) * 100);
  }
}

void print_row(const std::string& name, double ours, double rival) {
  fmt::print("  {:30} {:10.4f} {:10.4f}   {:+.1f} %\n", name, ours, rival, (ours / rival - 1) * 100);
}

void print_scores(int days, const Score& ours, const Score& rival) {
  print_row(fmt::format("WAPE by product, {} days", days), ours.by_product, rival.by_product);
  print_row(fmt::format("WAPE by category, {} days", days), ours.by_category, rival.by_category);
  print_row(fmt::format("NDCG@10, {} days", days), ours.ndcg, rival.ndcg);
}

}  // namespace

Result<void> show_accuracy(House& house, const sources::SimulationOptions& shop) {
  const auto marketplace = house.catalogue->marketplace(shop.marketplace);
  if (!marketplace) return std::unexpected(marketplace.error());
  const auto end = features::end_of_data(*marketplace, *house.deltas);
  if (!end) return std::unexpected(end.error());
  const auto panel = features::panel_as_known_at(*house.deltas, *house.catalogue, *marketplace, *end,
                                                 static_cast<int>(house.config.integer("refresh.history_days")));
  if (!panel) return std::unexpected(panel.error());
  const auto truth = read_truth(shop.out, panel->cut + 1, kHorizons.back());
  if (!truth) return std::unexpected(truth.error());
  const auto champion = house.registry->champion(shop.marketplace);
  if (!champion) return std::unexpected(champion.error());
  if (!*champion) return fail(Code::not_found, shop.marketplace, "no model has been trained");
  const auto blob = house.registry->load((*champion)->version);
  if (!blob) return std::unexpected(blob.error());
  const auto report = house.reports->find((*champion)->cycle);
  if (!report) return std::unexpected(report.error());

  bool first = true;
  for (const int days : kHorizons) {
    Gathering ours(*panel, days);
    Gathering rival(*panel, days);
    const auto forecast = training::forecast(*blob, *panel, [&](const auto& category) { ours.take(category); });
    if (!forecast) return forecast;
    const auto naive = training::forecast_rival((*report)->rival, *panel, [&](const auto& category) { rival.take(category); });
    if (!naive) return naive;
    const Sums real = true_sums(*truth, *panel, days);
    if (first) {
      print_top_categories(*panel, ours.sums(), real);
      fmt::print("\nhow good, measured on the truth     {:>10} {:>10}   (rival: {})\n", "shelfcast", "rival", (*report)->rival);
    }
    first = false;
    print_scores(days, score(*panel, ours.sums(), real), score(*panel, rival.sums(), real));
  }
  return {};
}

}  // namespace shelfcast::app
