// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "shelfcast/base/result.hpp"
#include "shelfcast/domain/panel.hpp"
#include "shelfcast/features/rows.hpp"
#include "shelfcast/storage/store.hpp"

#include <array>
#include <cstddef>
#include <cstdint>
#include <vector>

namespace shelfcast::features {

/// Values of every feature are counted at the same places, so that days can be compared for ever: at 0, and on either
/// side of it at such as are half as far again as the one before. What lies between two counts for both, for the nearer
/// one more: products that are all alike and move a little do not jump.
inline constexpr std::size_t kSpreadPlaces = 21;
/// Of a place, ascending.
double value_at(std::size_t place);
/// How many products lie about each.
using FeatureBins = std::array<double, kSpreadPlaces>;
void add_to(FeatureBins& bins, float value);

/// How the features of all products that were on sale on a day were spread.
struct Spread {
  Day day;
  std::uint32_t products = 0;
  std::uint32_t out_of_stock = 0;      ///< of them, as far as the source tells
  std::vector<FeatureBins> bins = {};  ///< by feature
};
Spread spread_on(const domain::Panel& panel, Day day);

/// Whether a feature moves because the calendar does: with the holidays ahead, or with last year's season.
bool follows_calendar(const Feature& feature);

/// Spreads of every day that a cycle forecast from: some kilobytes each, kept for ever.
class Spreads {
 public:
  explicit Spreads(storage::Store& store) : store_(store) {}

  /// That of the panel's cut; and those of the days before it which are looked at and not kept yet, as they can still
  /// be told.
  Result<void> save(const domain::Panel& panel);
  /// Of a day and of the days before it that are looked at, ascending: those that are kept, of the features as they are
  /// defined now.
  [[nodiscard]] Result<std::vector<Spread>> up_to(const domain::Marketplace& marketplace, Day day) const;

  static std::vector<const storage::Family*> families();

 private:
  storage::Store& store_;
};

}  // namespace shelfcast::features
