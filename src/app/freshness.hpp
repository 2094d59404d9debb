// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "app/house.hpp"
#include "shelfcast/runtime/repeating.hpp"

#include <cstdint>

namespace shelfcast::app {

/// By how much a marketplace's table is older than a refresh by the clock would have left it; 0 where it is not.
std::int64_t seconds_late(const House& house, const predictions::Table& table);

/// Looks every few seconds whether any marketplace's table is older than a refresh by the clock would have left it, and
/// says so by the health flag "table <marketplace>": the table serves on.
class Freshness {
 public:
  explicit Freshness(House& house);

  void start() { often_.start(); }
  void stop() { often_.stop(); }

 private:
  void look() const;

  House& house_;
  runtime::Repeating often_;
};

}  // namespace shelfcast::app
