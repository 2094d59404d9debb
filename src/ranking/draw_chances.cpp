// SPDX-License-Identifier: Apache-2.0
#include "ranking/chances.hpp"
#include "shelfcast/base/random.hpp"
#include "shelfcast/ranking/cube.hpp"

#include <algorithm>

namespace shelfcast::ranking {
namespace {

using domain::Cube;
using domain::Expected;
using domain::Level;

std::vector<Period> periods_of(const Cube& cube) {
  const Day cut = cube.receipt.data_cut;
  std::vector<Period> periods;
  for (const auto& [frame, period, rolling] : running_and_rolling(cut, cube.week_start)) {
    const bool covered = std::ranges::binary_search(cube.boundaries, period.first) &&
                         std::ranges::binary_search(cube.boundaries, period.last + 1);
    if (covered && std::ranges::find(periods, period) == periods.end()) periods.push_back(period);
  }
  return periods;
}

/// What a row sold in a period before the cut, and what is expected of the rest.
struct Parts {
  Expected sold;
  Expected ahead;

  Parts& operator+=(const Parts& other) {
    sold += other.sold;
    ahead += other.ahead;
    return *this;
  }
};

/// Some products of the cube, as indices.
struct Rows {
  std::size_t first;
  std::size_t count;
};

class ChanceDraws {
 public:
  explicit ChanceDraws(Cube& cube) : cube_(cube), cut_(cube.receipt.data_cut) {
    for (std::size_t p = 0; p < cube.products.size(); ++p) {
      if (p == 0 || cube.products[p].category != cube.products[p - 1].category) rows_of_.push_back({p, 0});
      ++rows_of_.back().count;
    }
    cube.product_chances.resize(cube.products.size() * cube.chance_periods.size());
    cube.category_chances.resize(cube.categories.size() * cube.chance_periods.size());
  }

  [[nodiscard]] std::size_t categories() const { return rows_of_.size(); }

  /// Of the products of one category, the i-th that holds any.
  void draw_products(std::size_t category, std::size_t period) const {
    const Rows rows = rows_of_[category];
    Parts sum;
    std::vector<Spread> spreads;
    for (std::size_t p = rows.first; p < rows.first + rows.count; ++p) {
      const Parts parts = parts_of(p, period);
      sum += parts;
      if (!add({Level::product, cube_.products[p].young}, parts, period, spreads)) return;
    }
    std::vector<Spread> whole;
    const bool known = add(Level::category, sum, period, whole);
    const auto chances = chances_of(spreads, draws(cube_.products[rows.first].category.value, period,
                                                   known ? shock_of(spreads, whole.front()) : 0));
    for (std::size_t i = 0; i < chances.size(); ++i)
      cube_.product_chances[(rows.first + i) * cube_.chance_periods.size() + period] = chances[i];
  }

  void draw_categories(std::size_t period) const {
    Parts sum;
    std::vector<Spread> spreads;
    for (const Rows& rows : rows_of_) {
      Parts parts;
      for (std::size_t p = rows.first; p < rows.first + rows.count; ++p) parts += parts_of(p, period);
      sum += parts;
      if (!add(Level::category, parts, period, spreads)) return;
    }
    std::vector<Spread> whole;
    const bool known = add(Level::marketplace, sum, period, whole);
    const auto chances = chances_of(spreads, draws(0, period, known ? shock_of(spreads, whole.front()) : 0));
    for (std::size_t i = 0; i < chances.size(); ++i) {
      const CategoryId id = cube_.products[rows_of_[i].first].category;
      const auto at = std::ranges::lower_bound(cube_.categories, id, {}, &domain::ForecastCategory::id);
      const auto category = static_cast<std::size_t>(at - cube_.categories.begin());
      cube_.category_chances[category * cube_.chance_periods.size() + period] = chances[i];
    }
  }

 private:
  [[nodiscard]] Draws draws(std::uint64_t category, std::size_t period, double shock) const {
    return {.seed = cube_.receipt.seed, .stream = mix(category, period), .shock = shock};
  }

  [[nodiscard]] Parts parts_of(std::size_t product, std::size_t period) const {
    const auto& [first, last] = cube_.chance_periods[period];
    const std::size_t width = cube_.boundaries.size() - 1;
    const auto from = std::ranges::lower_bound(cube_.boundaries, first) - cube_.boundaries.begin();
    Parts parts;
    for (auto i = static_cast<std::size_t>(from); cube_.boundaries[i] <= last; ++i)
      (cube_.boundaries[i] > cut_ ? parts.ahead : parts.sold) += cube_.cells[product * width + i];
    return parts;
  }

  /// The spread of the amount: what was sold is certain, of the rest the units are as uncertain as was measured. False
  /// where they were not measured.
  bool add(domain::Peers peers, const Parts& parts, std::size_t period, std::vector<Spread>& spreads) const {
    const double units = from_micro(parts.ahead.units);
    const double sold = from_micro(parts.sold.amount);
    auto& amounts = spreads.emplace_back();
    amounts.fill(sold + from_micro(parts.ahead.amount));
    if (units <= 0) return true;
    const auto knots = cube_.intervals.spread_of_total(peers, cube_.chance_periods[period].last - cut_, units);
    if (!knots) return false;
    const double price = from_micro(parts.ahead.amount) / units;
    std::ranges::transform(*knots, amounts.begin(), [&](double ahead) { return sold + price * ahead; });
    return true;
  }

  Cube& cube_;
  Day cut_;
  std::vector<Rows> rows_of_;
};

}  // namespace

void draw_chances(Cube& cube, runtime::Runtime& runtime) {
  cube.chance_periods = periods_of(cube);
  const std::size_t periods = cube.chance_periods.size();
  const ChanceDraws draws(cube);
  runtime.parallel((draws.categories() + 1) * periods, [&](std::size_t i) {
    const std::size_t category = i / periods;
    category < draws.categories() ? draws.draw_products(category, i % periods) : draws.draw_categories(i % periods);
  });
}

}  // namespace shelfcast::ranking
