// SPDX-License-Identifier: Apache-2.0
#include "refresh/way.hpp"

namespace shelfcast::refresh {
namespace {

using domain::Mover;
using domain::Panel;

/// Calls `change` with each product of `panel` that `told` has as well, and with what that says of it.
template <class Change>
void for_each_in_both(Panel& panel, const Panel& told, const Change& change) {
  auto other = told.products.begin();
  for (auto& row : panel.products) {
    while (other != told.products.end() && other->product.id < row.product.id) ++other;
    if (other != told.products.end() && other->product.id == row.product.id) change(row, *other);
  }
}

Panel with_sales_of(Panel panel, const Panel& told) {
  panel.first = told.first;
  panel.cut = told.cut;
  for_each_in_both(panel, told, [](auto& row, const auto& other) {
    row.sales = other.sales;
    row.product.on_sale_since = other.product.on_sale_since;
  });
  return panel;
}

Panel with_prices_of(Panel panel, const Panel& told) {
  for_each_in_both(panel, told, [](auto& row, const auto& other) {
    row.prices = other.prices;
    row.promotions = other.promotions;
    row.product.price = other.product.price;
  });
  return panel;
}

/// What is expected of the periods, sold and foreseen.
Result<Sums> all_over(const Outlook& outlook, const Panel& panel, std::span<const Period> periods,
                      std::span<const Day> boundaries) {
  auto sums = outlook.over(periods, boundaries);
  if (!sums) return std::unexpected(sums.error());
  const auto sold = sold_over(panel, periods);
  for (std::size_t row = 0; row < panel.products.size(); ++row)
    for (std::size_t i = 0; i < periods.size(); ++i) sums->at(row, i) += sold.of(panel.products[row].product.id, i);
  return sums;
}

Result<End> end_of(const Moment& moment, std::span<const Period> periods, std::span<const Day> boundaries) {
  const auto outlook = moment.expect(moment.panel);
  if (!outlook) return std::unexpected(outlook.error());
  auto all = all_over(*outlook, moment.panel, periods, boundaries);
  if (!all) return std::unexpected(all.error());
  auto today = outlook->today(moment.running, periods);
  if (!today) return std::unexpected(today.error());
  return End{std::move(*all), std::move(*today)};
}

/// A panel on the way, and where the table of its cut cuts time.
struct Stop {
  Mover mover;
  const Panel& panel;
  std::span<const Day> boundaries;
};

/// The model of the table before, asked of one panel after the other.
class Walk {
 public:
  Walk(const Moment& model, std::span<const Period> periods) : model_(model), periods_(periods) {}

  Result<void> to(const Stop& stop) {
    const auto outlook = model_.expect(stop.panel);
    if (!outlook) return std::unexpected(outlook.error());
    auto all = all_over(*outlook, stop.panel, periods_, stop.boundaries);
    if (!all) return std::unexpected(all.error());
    steps_.push_back({stop.mover, std::move(*all)});
    return {};
  }
  [[nodiscard]] std::vector<Step> steps() && { return std::move(steps_); }

 private:
  const Moment& model_;
  std::span<const Period> periods_;
  std::vector<Step> steps_;
};

Result<std::vector<Step>> walk(const Moments& moments, std::span<const Period> periods, const Cuts& cuts) {
  const auto& [before, now, corrected] = moments;
  Walk walk(before, periods);
  Panel panel = with_sales_of(before.panel, corrected);
  if (auto done = walk.to({Mover::corrections, panel, cuts.before}); !done) return std::unexpected(done.error());
  panel = with_sales_of(std::move(panel), now.panel);
  panel.known_at = now.panel.known_at;
  if (auto done = walk.to({Mover::new_orders, panel, cuts.now}); !done) return std::unexpected(done.error());
  panel = with_prices_of(std::move(panel), now.panel);
  if (auto done = walk.to({Mover::price, panel, cuts.now}); !done) return std::unexpected(done.error());
  panel.holidays = now.panel.holidays;
  if (auto done = walk.to({Mover::calendar, panel, cuts.now}); !done) return std::unexpected(done.error());
  if (auto done = walk.to({Mover::assortment, now.panel, cuts.now}); !done) return std::unexpected(done.error());
  return std::move(walk).steps();
}

}  // namespace

Result<Way> way_between(const Moments& moments, std::span<const Period> periods, const Cuts& cuts) {
  auto before = end_of(moments.before, periods, cuts.before);
  if (!before) return std::unexpected(before.error());
  auto steps = walk(moments, periods, cuts);
  if (!steps) return std::unexpected(steps.error());
  auto now = end_of(moments.now, periods, cuts.now);
  if (!now) return std::unexpected(now.error());
  return Way{std::move(*before), std::move(*steps), std::move(*now)};
}

}  // namespace shelfcast::refresh
