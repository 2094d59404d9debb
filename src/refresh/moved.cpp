// SPDX-License-Identifier: Apache-2.0
#include "refresh/part.hpp"
#include "refresh/way.hpp"
#include "shelfcast/features/panel.hpp"

#include <algorithm>
#include <map>

namespace shelfcast::refresh {
namespace {

using domain::Expected;
using domain::Mover;

Result<Moments> open_moments(const Rooms& rooms, const Since& since, const predictions::Table& table) {
  const auto& old = since.before->cube();
  const auto place = [&](CategoryId id) {
    return std::ranges::lower_bound(old.categories, id, {}, &domain::ForecastCategory::id) - old.categories.begin();
  };
  const auto receipt = since.before->origin_of(static_cast<std::size_t>(place(since.categories.front()))).receipt;
  const auto known = rooms.catalogue.as_known_at(since.marketplace.id, since.now.known_at);
  if (!known) return std::unexpected(known.error());
  const auto both = with_movers(since.categories, old, known->products);
  auto before = open_moment(rooms, since.marketplace, {*since.before, receipt, both});
  if (!before) return std::unexpected(before.error());
  auto now = open_moment(rooms, since.marketplace, {table, since.now, both});
  if (!now) return std::unexpected(now.error());
  auto corrected = features::panel_as_known_at(rooms.deltas, rooms.catalogue, since.marketplace, since.now.known_at,
                                               {.history_days = before->settings.history_days,
                                                .cut = before->panel.cut,
                                                .only_of = both,
                                                .runtime = &rooms.runtime});
  if (!corrected) return std::unexpected(corrected.error());
  return Moments{std::move(*before), std::move(*now), std::move(*corrected)};
}

/// What the table before said; without a row in it, or where it does not cut time there, what it would have said.
class Before {
 public:
  explicit Before(const predictions::Table& table) : table_(table) {
    for (std::size_t i = 0; i < table.cube().products.size(); ++i) row_of_[table.cube().products[i].id] = i;
  }

  [[nodiscard]] Expected of(ProductId product, const Period& period, const Expected& made_again) const {
    const auto row = row_of_.find(product);
    return row != row_of_.end() && table_.covers(period) ? table_.product(row->second, period) : made_again;
  }

 private:
  const predictions::Table& table_;
  std::map<ProductId, std::size_t> row_of_;
};

Expected sum(Expected a, const Expected& b) {
  a += b;
  return a;
}

struct Cell {
  ProductId product;
  std::size_t period;
};

void put(const Way& way, const Cell& cell, Parts& parts) {
  const auto& [id, i] = cell;
  Expected reached = way.before.all.of(id, i);
  for (const auto& [mover, all] : way.steps) {
    parts.at(i, mover) = all.of(id, i) - reached;
    reached = all.of(id, i);
  }
  parts.at(i, Mover::model) = way.now.all.of(id, i) - reached;
  parts.at(i, Mover::new_orders) += way.now.today.of(id, i) - way.before.today.of(id, i);
}

void add_all_as_new(const Rows& rows, domain::Reasons& reasons) {
  for (const std::size_t product : rows.products) {
    Parts parts(reasons, rows.table.cube().products[product].id);
    for (std::size_t i = 0; i < reasons.periods.size(); ++i)
      parts.at(i, Mover::assortment) = rows.table.product(product, reasons.periods[i]);
  }
}

}  // namespace

Result<void> add_moved(const Rooms& rooms, const Since& since, const Rows& rows, domain::Reasons& reasons) {
  if (!since.before) {
    add_all_as_new(rows, reasons);
    return {};
  }
  const auto moments = open_moments(rooms, since, rows.table);
  if (!moments) return std::unexpected(moments.error());
  const auto& cube = rows.table.cube();
  const auto way = way_between(*moments, reasons.periods, {since.before->cube().boundaries, cube.boundaries});
  if (!way) return std::unexpected(way.error());
  const Before before(*since.before);
  for (const std::size_t product : rows.products) {
    const ProductId id = cube.products[product].id;
    Parts parts(reasons, id);
    for (std::size_t i = 0; i < reasons.periods.size(); ++i) {
      const auto& period = reasons.periods[i];
      put(*way, {id, i}, parts);
      // What is made again knows what was told late, and is dated early: the tables themselves did not.
      const auto made_before = sum(way->before.all.of(id, i), way->before.today.of(id, i));
      const auto made_now = sum(way->now.all.of(id, i), way->now.today.of(id, i));
      parts.at(i, Mover::corrections) += made_before - before.of(id, period, made_before);
      parts.at(i, Mover::corrections) += rows.table.product(product, period) - made_now;
    }
  }
  return {};
}

}  // namespace shelfcast::refresh
