// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "app/house.hpp"
#include "shelfcast/control/forecasts.hpp"

namespace shelfcast::app {

/// Forecasts made by the house in this process, from its facts as of the day asked for.
class LocalForecasts final : public control::Forecasts {
 public:
  explicit LocalForecasts(House& house) : house_(house) {}
  Result<std::string> lines(const control::ForecastQuestion& question) override;

 private:
  Result<void> add_marketplace(const control::ForecastQuestion& question, const domain::Marketplace& marketplace,
                               std::string& out);

  House& house_;
};

}  // namespace shelfcast::app
