// SPDX-License-Identifier: Apache-2.0
#include "app/demo_tour.hpp"
#include "app/truth_score.hpp"
#include "shelfcast/ranking/cube.hpp"
#include "shelfcast/training/train.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <numeric>

namespace shelfcast::app {
namespace {

constexpr std::array kHorizons{7, 28};

/// The sums of the first days of every product.
Sums sums_of(const ranking::Cells& cells) {
  Sums sums;
  for (const auto& cell : cells) {
    sums.units.push_back(from_micro(cell.units));
    sums.amount.push_back(from_micro(cell.amount));
  }
  return sums;
}

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
  const auto panel = house.panel_as_of(*marketplace, std::nullopt);
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

  for (const int days : kHorizons) {
    const std::array edges{0, days};
    const auto ours = ranking::expected(
        *panel, edges, [&](const domain::TakeCategory& take) { return training::forecast(*blob, *panel, take); });
    if (!ours) return std::unexpected(ours.error());
    const auto rival = ranking::expected(*panel, edges, [&](const domain::TakeCategory& take) {
      return training::forecast_rival((*report)->rival, *panel, take);
    });
    if (!rival) return std::unexpected(rival.error());
    const Sums real = true_sums(*truth, *panel, days);
    if (days == kHorizons.front()) {
      print_top_categories(*panel, sums_of(*ours), real);
      fmt::print("\nhow good, measured on the truth   {:>10} {:>10}   (rival: {})\n", "shelfcast", "rival",
                 (*report)->rival);
    }
    print_scores(days, score(*panel, sums_of(*ours), real), score(*panel, sums_of(*rival), real));
  }
  return {};
}

}  // namespace shelfcast::app
