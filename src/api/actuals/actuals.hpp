// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "api/actuals/assortment.hpp"
#include "api/told.hpp"
#include "shelfcast/base/calendar.hpp"
#include "shelfcast/deltas/deltas.hpp"

#include <optional>
#include <string>
#include <variant>
#include <vector>

namespace shelfcast::api {

/// Hours that end with the quarter of an hour at hand.
struct Hours {
  int count = 24;
};

/// A question about what was sold. Days are those of `zone`.
struct ActualsQuestion {
  std::variant<Period, Hours> when;
  TimeZone zone = TimeZone::utc();
  Instant now;
  const domain::Seller* merchant = nullptr;    ///< null: everyone's sales
  const domain::Category* category = nullptr;  ///< null: all; else what stands under it
};

/// Products and what was sold of them, ascending by product.
using Sold = std::vector<deltas::ProductTotal>;
Result<Sold> sold(const deltas::Deltas& deltas, const Assortment& assortment, const ActualsQuestion& question);

/// One place of a ranking.
struct Place {
  std::uint32_t id = 0;  ///< of a product or a category
  Micro units = 0;
  Minor amount = 0;
};
struct ActualRanking {
  std::vector<Place> places;  ///< by the measure, the largest first; of equal ones the lower id
  Micro units = 0;
  Minor amount = 0;
};
ActualRanking rank_products(const Sold& sold, Measure by);
/// By the categories that hold the products themselves.
ActualRanking rank_categories(const Sold& sold, const Assortment& assortment, Measure by);

}  // namespace shelfcast::api
