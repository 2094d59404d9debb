// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "shelfcast/domain/forecast.hpp"

#include <vector>

namespace shelfcast::domain {

/// What was sold after a panel's cut, up to the moment it is known at: days that no model sees, because they are not
/// known in full.
struct Running {
  int days = 0;                 ///< cut + 1 up to the day of that moment; 0 where that day has not begun
  std::vector<Expected> sold;   ///< row-major, products of the panel x days
  std::vector<double> elapsed;  ///< by category of the panel: the part of the last day that has usually sold by now
};

}  // namespace shelfcast::domain
