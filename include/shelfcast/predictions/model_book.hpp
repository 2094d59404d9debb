// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "shelfcast/base/result.hpp"
#include "shelfcast/domain/model_forecast.hpp"
#include "shelfcast/storage/database.hpp"

#include <map>
#include <memory>
#include <mutex>
#include <string>
#include <string_view>
#include <utility>

namespace shelfcast::predictions {

using ModelForecastsPtr = std::shared_ptr<const domain::ModelForecasts>;

/// What the models by themselves say of the categories of the tables that serve. Any thread; what was read once is kept
/// in memory.
class ModelBook {
 public:
  static constexpr int kKeptLookbacks = 20;  ///< of a marketplace, the newest

  explicit ModelBook(storage::Database& database) : database_(database) {}

  /// Replaces what the book says of other cycles of this marketplace, and of this cycle with the same lookback.
  Result<void> save(const domain::ModelForecasts& forecasts);
  /// Null where they were not made yet.
  [[nodiscard]] Result<ModelForecastsPtr> find(std::string_view marketplace, std::string_view cycle,
                                               int lookback_days) const;

 private:
  storage::Database& database_;
  mutable std::mutex lock_;
  mutable std::map<std::pair<std::string, int>, ModelForecastsPtr> read_;  // guarded by lock_
};

}  // namespace shelfcast::predictions
