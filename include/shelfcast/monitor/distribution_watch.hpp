// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "shelfcast/monitor/drift.hpp"
#include "shelfcast/monitor/signal.hpp"

#include <string>
#include <vector>

namespace shelfcast::monitor {

/// How what is sold, and what is foreseen, is spread over a marketplace's categories: bins in the same order.
struct Distributions {
  std::string marketplace;
  std::string currency;
  std::vector<std::string> categories;  ///< their names
  Bins sold;                            ///< on the last day that is known in full
  std::vector<Bins> sold_before;        ///< on the days before it
  Bins foreseen;                        ///< of the coming week by the table that serves
  std::vector<Bins> foreseen_before;    ///< by those that served before, one a day
};

/// Whether either is unlike before, beyond what its own history varies by.
Look look_at(const Distributions& distributions, Instant now);

}  // namespace shelfcast::monitor
