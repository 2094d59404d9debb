// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "app/local_cycles.hpp"
#include "shelfcast/runtime/periodic.hpp"

namespace shelfcast::app {

/// Looks every hour whether what was promised comes true, and starts a full cycle before its time where accuracy was
/// lost. Only of marketplaces whose sales come as orders: a warehouse is read by cycles, which train anyway.
class AccuracyWatch {
 public:
  AccuracyWatch(House& house, LocalCycles& cycles);

  void start();
  void stop();
  /// What it does every hour.
  void look();

 private:
  void look_at(const domain::Marketplace& marketplace);

  House& house_;
  LocalCycles& cycles_;
  runtime::PeriodicTask hourly_;
};

}  // namespace shelfcast::app
