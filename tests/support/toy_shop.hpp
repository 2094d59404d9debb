// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "shelfcast/domain/panel.hpp"

#include <string>
#include <vector>

namespace shelfcast::testing {

/// A small marketplace made by formula: product p of its category sells about p + 1 units a day, twice that on
/// Saturdays and three times on a holiday named "Fair".
struct ToyShop {
  int days = 200;
  std::size_t categories = 2;
  std::size_t products = 6;  ///< of each category
  std::size_t sellers = 0;   ///< 0: nobody knows who sells; else the products in turn

  [[nodiscard]] static Day first() { return day_of({2024, 1, 1}); }

  [[nodiscard]] domain::Panel panel() const {
    domain::Panel panel;
    panel.marketplace.key = "TOY";
    panel.first = first();
    panel.cut = first() + (days - 1);
    panel.known_at = {(static_cast<std::int64_t>(panel.cut.number) + 1) * kDaySeconds};
    for (int day = 20; day < days + 400; day += 60) panel.holidays.push_back({first() + day, "Fair", {0}});
    for (std::size_t c = 0; c < categories; ++c) {
      panel.categories.push_back({{static_cast<std::uint32_t>(c)}, "C" + std::to_string(c), "", std::nullopt});
      for (std::size_t p = 0; p < products; ++p) panel.products.push_back(product(panel, c, p));
    }
    return panel;
  }

  [[nodiscard]] static bool is_fair(const domain::Panel& panel, Day day) {
    for (const auto& holiday : panel.holidays)
      if (holiday.day == day) return true;
    return false;
  }

 private:
  [[nodiscard]] domain::PanelProduct product(const domain::Panel& panel, std::size_t category, std::size_t rank) const {
    domain::PanelProduct made;
    const auto id = static_cast<std::uint32_t>(category * products + rank);
    made.product.id = {id};
    made.product.key = "P" + std::to_string(id);
    if (sellers > 0) made.product.seller = {static_cast<std::uint32_t>(1 + rank % sellers)};
    made.product.on_sale_since = panel.first;
    made.product.price = 1000;
    made.category = category;
    for (Day day = panel.first; day <= panel.cut; day = day + 1) {
      const double factor = (weekday(day) == 5 ? 2.0 : 1.0) * (is_fair(panel, day) ? 3.0 : 1.0);
      const auto wobble =
          static_cast<double>((static_cast<unsigned>(day.number) * 7919U + id * 104729U) % 5U) / 4;  // 0..1
      const auto units = static_cast<Micro>(factor * (static_cast<double>(rank) + 0.5 + wobble)) * kMicro;
      if (units > 0) made.sales.push_back({day, units, units / kMicro * 1000});
    }
    return made;
  }
};

}  // namespace shelfcast::testing
