// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "shelfcast/base/calendar.hpp"
#include "shelfcast/base/result.hpp"
#include "shelfcast/domain/coverage.hpp"

#include <optional>
#include <string>

namespace shelfcast::control {

struct CoverageQuestion {
  std::string marketplace;
  std::optional<Frame> frame = {};
  std::optional<domain::Level> level = {};
  std::string category = {};  ///< its key or id; empty: all of them, pooled
};

/// How well what was said of certainty held, measured on live actuals. Any thread.
class Coverages {
 public:
  virtual ~Coverages() = default;

  /// Rows by level, frame and band, without a category. `not_found` where there is no such marketplace, or no such
  /// category in the table that serves.
  [[nodiscard]] virtual Result<domain::Coverage> show(const CoverageQuestion& question) const = 0;
};

}  // namespace shelfcast::control
