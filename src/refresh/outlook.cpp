// SPDX-License-Identifier: Apache-2.0
#include "refresh/outlook.hpp"

#include "shelfcast/domain/features.hpp"
#include "shelfcast/ranking/nowcast.hpp"

#include <algorithm>
#include <numeric>

namespace shelfcast::refresh {
namespace {

using domain::Expected;

/// The steps from `first` up to and including `last` after a cut; none where last is 0.
struct Steps {
  int first;
  int last;
};

Steps steps_after(Day cut, const Period& period) {
  return {std::max(period.first - cut, 1), std::clamp(period.last - cut, 0, domain::kHorizon)};
}

/// The boundaries after the cut as steps: 0, 1, 2, ...
std::vector<int> edges_after(Day cut, std::span<const Day> boundaries) {
  std::vector<int> edges;
  for (const Day boundary : boundaries)
    if (boundary > cut) edges.push_back(boundary - cut - 1);
  return edges;
}

bool has(std::span<const int> edges, int edge) {
  return std::ranges::binary_search(edges, edge);
}

/// The cells that make up the steps are added to a period of every product.
struct Range {
  std::size_t period;
  Steps steps;
};

void add(const ranking::Cells& cells, std::span<const int> edges, const Range& range, Sums& sums) {
  const std::size_t width = edges.size() - 1;
  for (std::size_t row = 0; row * width < cells.size(); ++row)
    for (std::size_t i = 0; i < width; ++i)
      if (edges[i] >= range.steps.first - 1 && edges[i + 1] <= range.steps.last)
        sums.at(row, range.period) += cells[row * width + i];
}

}  // namespace

Sums::Sums(const domain::Panel& panel, std::size_t periods)
    : periods_(periods), values_(panel.products.size() * periods) {
  for (const auto& row : panel.products) products_.push_back(row.product.id);
}

Expected Sums::of(ProductId product, std::size_t period) const {
  const auto found = std::ranges::lower_bound(products_, product);
  if (found == products_.end() || *found != product) return {};
  return values_[static_cast<std::size_t>(found - products_.begin()) * periods_ + period];
}

Sums sold_over(const domain::Panel& panel, std::span<const Period> periods) {
  Sums sums(panel, periods.size());
  for (std::size_t row = 0; row < panel.products.size(); ++row)
    for (const auto& sale : panel.products[row].sales)
      for (std::size_t i = 0; i < periods.size(); ++i)
        if (sale.day >= periods[i].first && sale.day <= periods[i].last)
          sums.at(row, i) += {sale.units, sale.amount * kMicroPerMinor};
  return sums;
}

Result<Outlook> Outlook::from(const domain::Panel& panel, const ranking::Forecast& forecast) {
  Outlook outlook(panel);
  const auto told = forecast([&](const domain::CategoryForecast& category) {
    outlook.told_.push_back(
        {{category.rows.begin(), category.rows.end()}, {category.units.begin(), category.units.end()}});
  });
  if (!told) return std::unexpected(told.error());
  return outlook;
}

Result<ranking::Cells> Outlook::cells(ranking::Edges edges) const {
  return ranking::expected(panel_, edges, [this](const domain::TakeCategory& take) -> Result<void> {
    for (const auto& [rows, units] : told_) take({.rows = rows, .units = units});
    return {};
  });
}

Result<Sums> Outlook::over(std::span<const Period> periods, std::span<const Day> boundaries) const {
  auto edges = edges_after(panel_.cut, boundaries);
  auto finer = edges;  // where some periods begin or end within a cell
  std::vector<Range> whole;
  std::vector<Range> cutting;
  for (std::size_t i = 0; i < periods.size(); ++i) {
    const auto steps = steps_after(panel_.cut, periods[i]);
    if (steps.last < steps.first) continue;
    const bool fits = has(edges, steps.first - 1) && has(edges, steps.last);
    (fits ? whole : cutting).push_back({i, steps});
    if (!fits) finer.insert(finer.end(), {steps.first - 1, steps.last});
  }
  Sums sums(panel_, periods.size());
  std::ranges::sort(finer);
  finer.erase(std::ranges::unique(finer).begin(), finer.end());
  for (const auto& [ranges, cut_at] : {std::pair(&whole, &edges), std::pair(&cutting, &finer)}) {
    if (ranges->empty()) continue;
    const auto summed = cells(*cut_at);
    if (!summed) return std::unexpected(summed.error());
    for (const auto& range : *ranges) add(*summed, *cut_at, range, sums);
  }
  return sums;
}

Result<Sums> Outlook::today(const domain::Running& running, std::span<const Period> periods) const {
  Sums sums(panel_, periods.size());
  if (running.days == 0) return sums;
  std::vector<int> days(domain::kDailySteps + 1);
  std::iota(days.begin(), days.end(), 0);
  auto changes = cells(days);
  if (!changes) return std::unexpected(changes.error());
  const auto before = *changes;
  ranking::nowcast(panel_, running, domain::kDailySteps, *changes);
  for (std::size_t i = 0; i < before.size(); ++i) (*changes)[i] = (*changes)[i] - before[i];
  for (std::size_t i = 0; i < periods.size(); ++i) add(*changes, days, {i, steps_after(panel_.cut, periods[i])}, sums);
  return sums;
}

}  // namespace shelfcast::refresh
