// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "shelfcast/base/result.hpp"
#include "shelfcast/domain/forecast.hpp"
#include "shelfcast/domain/panel.hpp"

#include <cstdint>
#include <string_view>

namespace shelfcast::training {

/// How much of what it knows a fit may use; each takes in all before it. With all of it, it says what forecast() says.
enum class Basis : std::uint8_t {
  level,           ///< what each product sold on a mean day of the last year, or since it is on sale
  own_history,     ///< where its own history leads: what the members say of it alone, no day unlike another
  other_products,  ///< and what others teach: totals of categories, shares learnt from all, still without seasons
};

/// What a fit would expect if it knew no more than that: as forecast() tells it, of the panel's every product. A naive
/// model learns nothing from other products: of it the last two are the same.
Result<void> forecast_partly(std::string_view blob, Basis basis, const domain::Panel& panel,
                             const domain::TakeCategory& take);

}  // namespace shelfcast::training
