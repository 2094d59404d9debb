// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "shelfcast/domain/panel.hpp"

#include <vector>

namespace shelfcast::features {

/// Whether a product is offered at `origin`, and was sold within the year before it if it is older than that; the panel
/// speaks from `first` on.
bool is_on_sale(const domain::PanelProduct& product, Day first, Day origin);

/// One product's days as running sums, so that what happened in any window is a subtraction. One after the other is
/// looked at, in the same memory.
class Life {
 public:
  Life(Day first, Day last);
  void look_at(const domain::PanelProduct& product);

  /// Units sold, and days with a sale, from `from` to `to`; days outside the panel count nothing.
  [[nodiscard]] double units(Day from, Day to) const;
  [[nodiscard]] double days_sold(Day from, Day to) const;
  /// Days since the last sale on or before `origin`; days since it went on sale where it never sold.
  [[nodiscard]] int gap(Day origin) const;
  /// Days that it has been on sale, the origin included: at least 1.
  [[nodiscard]] int age(Day origin) const { return origin - since_ + 1; }
  /// The same, but no more days than the panel can speak of.
  [[nodiscard]] int known_age(Day origin) const { return origin - std::max(since_, first_) + 1; }

 private:
  [[nodiscard]] std::size_t slot(Day day) const;

  Day first_;
  Day since_;
  struct Before {
    double units = 0;
    int sold = 0;        ///< days with a sale
    int last_sale = -1;  ///< as an index of days; -1: none yet
  };
  std::vector<Before> before_;  // by day
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
