// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "app/house.hpp"
#include "shelfcast/control/backtests.hpp"

namespace shelfcast::app {

/// Backtests made by the house in this process, of its facts.
class LocalBacktests final : public control::Backtests {
 public:
  explicit LocalBacktests(House& house) : house_(house) {}
  Result<domain::BacktestReport> run(const control::BacktestQuestion& question, const Progress& progress) override;

 private:
  House& house_;
};

}  // namespace shelfcast::app
