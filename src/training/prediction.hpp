// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "shelfcast/models/model.hpp"
#include "shelfcast/runtime/runtime.hpp"
#include "training/attendance.hpp"
#include "training/parameters.hpp"
#include "training/stand_ins.hpp"

#include <functional>
#include <vector>

namespace shelfcast::training {

/// What expected units are made of, for the days 1..n after an origin: the categories' daily totals, and the products'
/// shares in them, which are the same on all days of a slice: a day up to kDailySteps, a week beyond it.
struct Prediction {
  models::Grid totals;                    ///< categories x days
  models::Grid shares;                    ///< products x slices
  std::vector<std::size_t> slice_of_day;  ///< by day

  [[nodiscard]] double units(std::size_t product, std::size_t category, std::size_t day) const {
    return totals.at(category, day) * shares.at(product, slice_of_day[day]);
  }
  /// Whether a product is foreseen at all: it has to be on sale.
  [[nodiscard]] bool speaks_of(std::size_t product) const { return shares.at(product, 0) > 0; }
};

/// The slices of a band's days, as far as `days` reaches.
std::vector<domain::Band> slices_of(const domain::Band& band, int days);

/// The days 1..days, each a slice.
std::vector<domain::Band> single_days(int days);

/// What was learnt of products.
struct Learnt {
  const ProductBlobs& fits;
  const Restock& restock;
};

/// Where and of when members are asked.
struct Asked {
  const domain::Panel& panel;
  Day origin;
  std::span<const domain::Band> slices;
};

/// What the members say of products: shares of their categories, one column for each slice of a band. The panel tells
/// of demand.
Result<Words> shares_of_products(const Learnt& learnt, std::size_t band, const Asked& asked, Attendance& attendance);

/// What the members that look at each product alone say of it without seasons: units. Of the others it is what the
/// simplest says.
Result<Words> units_without_season(const ProductBlobs& fits, const Asked& asked, Attendance& attendance);

/// The days 1..days after an origin.
struct Ahead {
  Day origin;
  int days;
  bool with_season = true;
};

/// What the members of a bench learnt of groups.
struct LearntOfGroups {
  const Bench& bench;
  const Blobs& fits;
};

/// What the members say of groups: units of each of those days.
Result<Words> totals_of_groups(const LearntOfGroups& learnt, const domain::Panel& groups, const Ahead& ahead,
                               Attendance& attendance);

/// The categories' totals as the blend has them, before they agree with the whole.
models::Grid blended_totals(const Words& words, const Blend& blend, const domain::Panel& panel);

/// What members say of groups, and what those come to as the sums of their parts: groups x days.
struct SaidOfGroups {
  Words words;
  models::Grid parts;
};

/// What is blended of a group and a day. The last weight is that of the parts.
double blended_with_parts(const SaidOfGroups& said, const Weights& weights, std::size_t group, std::size_t day);

/// All rows as one.
models::Grid sum_of_rows(const models::Grid& grid);

/// By day: what the parts are to be multiplied with, so that they agree with what the blend says of the whole.
std::vector<double> whole_over_parts(const SaidOfGroups& whole, const Blend& blend);

std::size_t band_of_day(std::size_t day);

/// The last of what makes shares: there is room in them for what has never sold, and what a product out of stock will
/// probably not sell is left to the others of its category.
void settle(const Restock& restock, const Asked& asked, std::span<models::Grid> shares);

/// Shares of one band, 1 in all for every category of which anything is expected.
models::Grid blended_shares(const Words& words, const BlendWeights& weights, const domain::Panel& panel);

/// Told what the members said of products, band by band, several at a time where there is a runtime.
using Hear = std::function<void(std::size_t band, const Words& words)>;

struct Listening {
  Attendance& attendance;
  runtime::Runtime* runtime = nullptr;  ///< to do bands side by side
  Hear hear = {};
};

/// A forecast of the days after an origin that all of `parameters` was fitted for.
Result<Prediction> predict(const Parameters& parameters, const domain::Panel& panel, const Ahead& ahead,
                           const Listening& listening);

/// An empty prediction of so many days, and the slices that its shares have.
Prediction make_prediction(const domain::Panel& panel, int days);
/// Puts shares of one band in their place.
void put_shares(const models::Grid& shares, std::size_t band, Prediction& prediction);
void scale_days(models::Grid& totals, std::span<const double> factors);

}  // namespace shelfcast::training
