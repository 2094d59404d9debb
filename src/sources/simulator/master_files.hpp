// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "sources/simulator/assortment.hpp"
#include "sources/simulator/price_plan.hpp"

namespace shelfcast::sources::simulator {

inline constexpr std::string_view kTimeZoneName = "Europe/Berlin";

/// Writes all that is not bought: marketplace, sellers, categories, products, prices, promotions, holidays.
Result<void> write_master_files(const SimulationOptions& options, const Assortment& assortment, const PricePlan& prices,
                                const Span& span);

}  // namespace shelfcast::sources::simulator
