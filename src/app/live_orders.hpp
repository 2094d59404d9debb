// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "app/house.hpp"
#include "shelfcast/runtime/repeating.hpp"

namespace shelfcast::app {

/// Counts the orders that come in between cycles, within a second or so.
///
/// Calls: construct, start, stop.
class LiveOrders {
 public:
  explicit LiveOrders(House& house);

  void start() { counting_.start(); }
  void stop() { counting_.stop(); }

 private:
  void count();

  House& house_;
  bool failing_ = false;  // said once, not every second
  runtime::Repeating counting_;
};

}  // namespace shelfcast::app
