// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "shelfcast/base/time.hpp"

#include <cstdint>
#include <filesystem>
#include <optional>
#include <unordered_map>
#include <vector>

namespace shelfcast::sources {

/// Daily units of one product on the days on which it was on sale.
using DailyUnits = std::vector<double>;

struct SimulatedSales {
  std::unordered_map<std::uint32_t, DailyUnits> products;
  Day first{};
  Day last{};
  Day truth_until{};
  double units_off_sale = 0;
  std::uint64_t lines_without_order = 0;
};

/// Reads a simulation's valid lines, each once, as they were sold at first; on sale: where the truth is not 0.
SimulatedSales read_simulated_sales(const std::filesystem::path& folder);

struct Realism {
  double zero_days;   ///< share of the product-days on sale without a sale
  double top_tenth;   ///< share of the units that the best tenth of the products sells
  double dispersion;  ///< median over products of variance / mean of daily units
};

Realism measure(const std::vector<DailyUnits>& products);
Realism measure(const SimulatedSales& sales);
/// The mean over m5's stores; nothing where the data is not there.
std::optional<Realism> measure_m5();

}  // namespace shelfcast::sources
