// SPDX-License-Identifier: Apache-2.0
#include "training/stock.hpp"

#include "shelfcast/features/demand.hpp"

#include <algorithm>
#include <array>

namespace shelfcast::training {
namespace {

using domain::StockOut;

constexpr std::array kAges{7, 14, 28, 56, 112};  // days out of stock: the upper ends of all classes but the last
constexpr double kPriorChance = 0.05;            // a day, of the first class; of the others that of the one before
constexpr double kPriorDays = 140;               // of stock-outs that the prior is worth
constexpr int kWeek = 7;

/// Days between two states of stock that a source can tell.
int step_of(const domain::Panel& panel) {
  return panel.marketplace.grain == domain::Grain::week ? kWeek : 1;
}

std::size_t age_class(int days_out) {
  return static_cast<std::size_t>(std::ranges::lower_bound(kAges, days_out) - kAges.begin());
}

}  // namespace

Restock Restock::learnt(const domain::Panel& panel, Day origin) {
  if (!features::is_stock_told(panel)) return {};
  const int step = step_of(panel);
  std::array<double, kAges.size() + 1> steps_out{};
  std::array<double, kAges.size() + 1> came_back{};
  for (const auto& product : panel.products) {
    const Day since = std::max(panel.first, product.product.on_sale_since);
    for (const auto& out : product.stock_outs) {
      if (out.first <= since || out.first > origin) continue;  // the first: not yet on sale
      // A stock-out of one step has been at risk of ending once: at the step's end.
      for (Day next = out.first + step; next <= std::min(out.until, origin); next = next + step)
        steps_out[age_class(next - out.first)] += 1;
      if (out.until <= origin) came_back[age_class(out.until - out.first)] += 1;
    }
  }
  std::vector<double> chances;
  double before = kPriorChance * step;
  for (std::size_t age = 0; age < steps_out.size(); ++age) {
    const double prior = kPriorDays / step;
    before = std::min((came_back[age] + prior * before) / (steps_out[age] + prior), 1.0);
    chances.push_back(before);
  }
  return Restock(std::move(chances));
}

double Restock::in_stock(const domain::Panel& panel, std::size_t row, Day origin, const domain::Band& slice) const {
  const auto& outs = panel.products[row].stock_outs;
  const auto out =
      std::ranges::find_if(outs, [&](const StockOut& gap) { return gap.first <= origin && origin < gap.until; });
  if (!speaks() || out == outs.end()) return 1;
  const int step = step_of(panel);
  double still_out = 1;
  double days = 0;
  for (int day = 1; day <= slice.last_step; ++day) {
    if ((day - 1) % step == 0) still_out *= 1 - chances_[age_class(origin + day + step - 1 - out->first)];
    if (day >= slice.first_step) days += 1 - still_out;
  }
  return days / (slice.last_step - slice.first_step + 1);
}

bool Restock::is_sound() const {
  const auto is_chance = [](double chance) { return chance >= 0 && chance <= 1; };
  return chances_.empty() || (chances_.size() == kAges.size() + 1 && std::ranges::all_of(chances_, is_chance));
}

}  // namespace shelfcast::training
