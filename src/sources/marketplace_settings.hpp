// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "shelfcast/base/result.hpp"
#include "shelfcast/domain/catalogue.hpp"

#include <string>

namespace shelfcast::sources {

/// A marketplace's settings as files write them; empty ones keep the default.
struct MarketplaceSettings {
  std::string currency;
  std::string time_zone;
  std::string week_start;
  std::string lag_hours;

  /// The place of a failure is the setting's name: they decide every day's bounds, so that a wrong one is an error.
  Result<void> apply_to(domain::Marketplace& marketplace) const;
};

}  // namespace shelfcast::sources
