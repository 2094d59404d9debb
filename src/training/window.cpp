// SPDX-License-Identifier: Apache-2.0
#include "training/window.hpp"

#include "training/groups.hpp"
#include "training/scoring.hpp"

#include <algorithm>
#include <map>
#include <numeric>

namespace shelfcast::training {
namespace {

using domain::Panel;

constexpr int kRecent = 28;  // days that weights are taken from
constexpr int kWeek = 7;

ProductId id_of(const domain::PanelProduct& product) {
  return product.product.id;
}

void add_row(LevelTruth& truth, const std::string& id, std::size_t shelf) {
  truth.ids.push_back(id);
  truth.amount.push_back(0);
  truth.shelf.push_back(shelf);
  truth.units.values.resize(truth.units.values.size() + truth.units.columns);
  ++truth.units.rows;
}

void add_sales(LevelTruth& truth, const std::vector<domain::DailySales>& sales, Day origin) {
  const std::size_t row = truth.units.rows - 1;
  auto sale = std::ranges::upper_bound(sales, origin, {}, &domain::DailySales::day);
  for (; sale != sales.end() && sale->day <= origin + static_cast<int>(truth.units.columns); ++sale) {
    truth.units.at(row, static_cast<std::size_t>(sale->day - origin) - 1) += from_micro(sale->units);
    truth.amount[row] += static_cast<double>(sale->amount);
  }
}

/// Those of a panel's series that were known at the origin.
void add_weights_and_scales(LevelTruth& truth, const Panel& panel, int step_days) {
  const auto recent = sold(panel, panel.cut - (kRecent - 1), panel.cut).amount;
  const double all = std::accumulate(recent.begin(), recent.end(), 0.0);
  truth.weight.assign(truth.ids.size(), 0.0);
  truth.scale.assign(truth.ids.size(), 0.0);
  for (std::size_t row = 0; row < panel.products.size(); ++row) {
    if (all > 0) truth.weight[row] = recent[row] / all;
    truth.scale[row] = scale_of(panel.products[row], panel.first, panel.cut, step_days);
  }
}

/// The places of categories: those of the panel, and behind them those that come to be.
class Shelves {
 public:
  explicit Shelves(const Panel& then) {
    for (const auto& category : then.categories) place(category);
  }
  std::size_t place(const domain::Category& category) {
    const auto [at, is_new] = places_.try_emplace(category.id, keys_.size());
    if (is_new) keys_.push_back(category.key);
    return at->second;
  }
  [[nodiscard]] const std::vector<std::string>& keys() const { return keys_; }

 private:
  std::map<CategoryId, std::size_t> places_;
  std::vector<std::string> keys_;
};

LevelTruth truth_of_products(const Panel& then, const Panel& now, int days, Shelves& shelves) {
  LevelTruth truth;
  truth.units.columns = static_cast<std::size_t>(days);
  for (const auto& product : then.products) {
    add_row(truth, product.product.key, product.category);
    truth.young.push_back(is_young(product, then.cut));
    const auto at = std::ranges::lower_bound(now.products, id_of(product), {}, id_of);
    if (at != now.products.end() && id_of(*at) == id_of(product)) add_sales(truth, at->sales, then.cut);
  }
  for (const auto& product : now.products) {
    if (std::ranges::binary_search(then.products, id_of(product), {}, id_of)) continue;
    const auto sale = std::ranges::upper_bound(product.sales, then.cut, {}, &domain::DailySales::day);
    if (sale == product.sales.end() || sale->day > then.cut + days) continue;
    add_row(truth, product.product.key, shelves.place(now.categories[product.category]));
    add_sales(truth, product.sales, then.cut);
  }
  truth.prices = planned_prices(then, then.cut, days);
  return truth;
}

/// Sums of products; prices are means of those that the products are sold at, as they sold last.
LevelTruth summed(const LevelTruth& products, const std::vector<std::size_t>& group_of,
                  const std::vector<std::string>& ids, std::span<const double> recent) {
  LevelTruth sums;
  sums.units.columns = products.units.columns;
  for (const auto& id : ids) add_row(sums, id, 0);
  for (std::size_t p = 0; p < products.ids.size(); ++p) {
    sums.amount[group_of[p]] += products.amount[p];
    for (std::size_t day = 0; day < sums.units.columns; ++day)
      sums.units.at(group_of[p], day) += products.units.at(p, day);
  }
  sums.prices = models::make_grid(ids.size(), sums.units.columns);
  std::vector<double> counted(ids.size());
  constexpr double kBarely = 1e-6;  // counts where nothing of the group sold
  for (std::size_t p = 0; p < recent.size(); ++p) {
    const double part = std::max(recent[p], 0.0) + kBarely;
    counted[group_of[p]] += part;
    for (std::size_t day = 0; day < sums.prices.columns; ++day)
      sums.prices.at(group_of[p], day) += part * products.prices.at(p, day);
  }
  for (std::size_t g = 0; g < ids.size(); ++g)
    for (std::size_t day = 0; counted[g] > 0 && day < sums.prices.columns; ++day) sums.prices.at(g, day) /= counted[g];
  return sums;
}

}  // namespace

double scale_of(const domain::PanelProduct& series, Day first, Day last, int step_days) {
  std::vector<double> steps(static_cast<std::size_t>(std::max(0, last - first + 1) / step_days));
  for (const auto& sale : series.sales) {
    const int back = (last - sale.day) / step_days;
    if (sale.day > last || back >= static_cast<int>(steps.size())) continue;
    steps[steps.size() - 1 - static_cast<std::size_t>(back)] += from_micro(sale.units);
  }
  const auto begin = std::ranges::find_if(steps, [](double units) { return units > 0; });
  const auto changes = steps.end() - begin - 1;
  if (changes < 1) return 0;
  double sum = 0;
  for (auto step = begin; step + 1 != steps.end(); ++step) sum += (step[1] - step[0]) * (step[1] - step[0]);
  return sum / static_cast<double>(changes);
}

Window open_window(Panel then, const Panel& now, int days) {
  Window window;
  window.days = days;
  window.step_days = then.marketplace.grain == domain::Grain::week ? kWeek : 1;
  Shelves shelves(then);
  auto& [products, categories, whole] = window.truth;
  products = truth_of_products(then, now, days, shelves);
  const auto recent = sold(then, then.cut - (kRecent - 1), then.cut).units;
  categories = summed(products, products.shelf, shelves.keys(), recent);
  whole = summed(products, std::vector<std::size_t>(products.ids.size()), {then.marketplace.key}, recent);
  window.panels = {Panel{}, panel_of_categories(then), panel_of_whole(then)};
  window.panels[0] = std::move(then);
  for (std::size_t level = 0; level < kLevels; ++level)
    add_weights_and_scales(window.truth[level], window.panels[level], window.step_days);
  return window;
}

}  // namespace shelfcast::training
