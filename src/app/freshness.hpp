// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "app/house.hpp"
#include "shelfcast/runtime/repeating.hpp"

namespace shelfcast::app {

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
