// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "shelfcast/base/result.hpp"
#include "shelfcast/domain/features.hpp"
#include "shelfcast/domain/panel.hpp"
#include "shelfcast/storage/store.hpp"

#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace shelfcast::features {

/// A column of the matrix and its lineage.
struct Feature {
  std::string_view name;
  std::string_view made_from;  ///< "sales", "assortment", "prices", "promotions", "holidays"
  std::string_view meaning;
};

/// All of them, in the order of a row's values.
std::span<const Feature> every_feature();

/// What rows look ahead to unless it is said otherwise: the next week.
inline constexpr const domain::Band& kRowBand = domain::kBands[0];

/// The rows of all products that are on sale at the panel's cut, as models see them. Any past row is told again, to
/// the bit, from the panel of its moment.
domain::FeatureMatrix rows_at_cut(const domain::Panel& panel);

/// One product's row, as of `origin`.
struct FeatureRow {
  std::string version;
  Day origin;
  Instant known_at;
  std::vector<float> values;  ///< in the order of its version's features
};

/// The newest row of every product, to be read one at a time: each cycle leaves those it forecast from.
class Rows {
 public:
  explicit Rows(storage::Store& store) : store_(store) {}

  Result<void> save(const domain::Panel& panel);
  /// nullopt: no cycle has seen this product on sale.
  [[nodiscard]] Result<std::optional<FeatureRow>> find(MarketplaceId marketplace, ProductId product) const;

  static std::vector<const storage::Family*> families();

 private:
  storage::Store& store_;
};

}  // namespace shelfcast::features
