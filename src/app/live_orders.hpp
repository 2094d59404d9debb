// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "app/house.hpp"
#include "app/local_cycles.hpp"
#include "shelfcast/runtime/repeating.hpp"

#include <map>
#include <set>
#include <string>
#include <vector>

namespace shelfcast::app {

/// Counts the orders that come in between cycles, within a second or so, and every few minutes has the categories that
/// they touch forecast anew.
///
/// Calls: construct, start, stop.
class LiveOrders {
 public:
  LiveOrders(House& house, LocalCycles& cycles);

  void start() { looking_.start(); }
  void stop() { looking_.stop(); }

 private:
  void look();
  void watch_clock();
  void count();
  void take_up_untold();
  void refresh(const std::string& marketplace);

  House& house_;
  LocalCycles& cycles_;
  const std::int64_t every_;                            // seconds between refreshes of a marketplace; 0: never
  bool failing_ = false;                                // said once, not every second
  bool taken_up_ = false;                               // what an earlier process left
  std::map<std::string, std::set<ProductId>> touched_;  // since the last refresh, by marketplace
  std::map<std::string, Instant> due_;                  // by marketplace; not before
  Instant seen_;                                        // when it looked last
  runtime::Repeating looking_;
};

}  // namespace shelfcast::app
