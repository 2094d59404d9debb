// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "shelfcast/base/result.hpp"
#include "shelfcast/domain/cycle.hpp"
#include "shelfcast/domain/job.hpp"
#include "shelfcast/domain/reasons.hpp"

#include <string>
#include <string_view>
#include <vector>

namespace shelfcast::control {

/// What is computed because somebody asked for it, one after the other, behind the cycles. Any thread.
class Jobs {
 public:
  virtual ~Jobs() = default;

  /// Has every model forecast the categories of the table that serves, from the last `lookback_days` before its cut (0:
  /// as many as the cycle learnt from). The same question again is the same job while that waits or runs. `not_found`
  /// where no table serves; `unavailable` where too much waits already.
  virtual Result<domain::Job> forecast_by_models(std::string_view marketplace, int lookback_days) = 0;
  /// The models that it asks; the ensemble, which serves, is the first.
  [[nodiscard]] virtual std::vector<std::string> models() const = 0;
  /// Has a table's numbers explained, product by product of a category. The same question again is the same job while
  /// that waits or runs. `not_found` where there is no such table; `unavailable` where too much waits already.
  virtual Result<domain::Job> explain(const domain::ReasonsQuestion& question) = 0;
  /// What that found; null where nobody asked yet, or it was long ago.
  [[nodiscard]] virtual domain::ReasonsPtr reasons(const domain::ReasonsQuestion& question) const = 0;
  /// Has a table made again that a cycle published and that was swept since; it is kept for a day, and does not serve.
  /// The same cycle is the same job while that waits or runs, and if it failed. `unavailable` where too much waits
  /// already.
  virtual Result<domain::Job> bring_back(const domain::CycleReport& cycle) = 0;
  /// The last hundred are remembered until the process ends.
  [[nodiscard]] virtual Result<domain::Job> look(std::string_view id) const = 0;
};

}  // namespace shelfcast::control
