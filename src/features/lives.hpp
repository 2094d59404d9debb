// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "shelfcast/domain/panel.hpp"

#include <vector>

namespace shelfcast::features {

/// One product's days as running sums, so that what happened in any window is a subtraction.
class Life {
 public:
  Life(const domain::PanelProduct& product, Day first, Day last);

  /// Units sold, and days with a sale, from `from` to `to`; days outside the panel count nothing.
  [[nodiscard]] double units(Day from, Day to) const;
  [[nodiscard]] double days_sold(Day from, Day to) const;
  /// Days since the last sale on or before `origin`; days since it went on sale where it never sold.
  [[nodiscard]] int gap(Day origin) const;
  [[nodiscard]] bool on_sale(Day origin) const;
  /// Days that it has been on sale, the origin included: at least 1.
  [[nodiscard]] int age(Day origin) const { return origin - since_ + 1; }
  /// The same, but no more days than the panel can speak of.
  [[nodiscard]] int known_age(Day origin) const { return origin - std::max(since_, first_) + 1; }

 private:
  [[nodiscard]] std::size_t slot(Day day) const;

  Day first_;
  Day since_;
  std::vector<double> units_;
  std::vector<int> sold_;
  std::vector<int> last_sale_;  // by day, as an index; -1: none yet
};

/// Units of every category in any window, and how many of its products are on sale: the scale of its products.
class CategoryLives {
 public:
  CategoryLives(const domain::Panel& panel, Day last);

  /// Units per day of the category from `from` to `to`, over the days the panel can speak of.
  [[nodiscard]] double rate(std::size_t category, Day from, Day to) const;

 private:
  Day first_;
  std::size_t days_;
  std::vector<double> units_;  // running sums, category by category
};

}  // namespace shelfcast::features
