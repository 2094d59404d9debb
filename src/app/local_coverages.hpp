// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "app/house.hpp"
#include "shelfcast/control/coverages.hpp"

namespace shelfcast::app {

/// The coverage ledger of the house in this process.
class LocalCoverages final : public control::Coverages {
 public:
  explicit LocalCoverages(const House& house) : house_(house) {}

  [[nodiscard]] Result<domain::Coverage> show(const control::CoverageQuestion& question) const override;

 private:
  const House& house_;
};

}  // namespace shelfcast::app
