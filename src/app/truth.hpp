// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "shelfcast/base/result.hpp"
#include "shelfcast/base/time.hpp"

#include <filesystem>
#include <string>
#include <unordered_map>
#include <vector>

namespace shelfcast::app {

/// The true mean demand of a simulated shop: by product key, units of each day from `first` on.
struct Truth {
  Day first;
  std::unordered_map<std::string, std::vector<double>> units;
};

/// Reads truth/demand.csv of a simulation, the days from `first` on, at most `days` of them.
Result<Truth> read_truth(const std::filesystem::path& simulation, Day first, int days);

}  // namespace shelfcast::app
