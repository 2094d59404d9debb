// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "api/product_detail.hpp"

#include <cstddef>
#include <optional>
#include <vector>

namespace shelfcast::api {

/// How alike two products are, each from 0 to 1; nothing where it is not known of both.
struct Likeness {
  double name = 0;  ///< words that both names have, rare ones counting more: as the forecast of new products
  std::optional<double> price;     ///< of what a unit is expected to bring, the lower part of the higher
  std::optional<double> level;     ///< of the units expected in the coming month, the same
  std::optional<double> weekdays;  ///< how much the shares of weekdays in the coming four weeks overlap
  std::optional<double> season;    ///< the same of months in the coming year

  /// The mean of what is known.
  [[nodiscard]] double whole() const;
};

struct Similar {
  std::size_t row = 0;  ///< into the cube's products
  Likeness likeness;
};

/// What a unit is expected to bring; nothing where the source does not tell, or nothing is expected.
std::optional<double> price_of(const domain::Cube& cube, const domain::Expected& expected);

/// What stands around a product, and the likest of it.
struct Neighbours {
  std::size_t category = 0;     ///< its own; where that holds few, the nearest one above that holds enough, or the last
  std::size_t others = 0;       ///< how many products that and all below it hold beside it
  std::vector<Similar> likest;  ///< the likest first; ties by id
};

/// By what the table says of each, and so with no look into what was sold. Of very many, season and weekdays are
/// compared only for those that names, price and level leave.
Neighbours neighbours_of(const Shown& shown, std::size_t at_most);

}  // namespace shelfcast::api
