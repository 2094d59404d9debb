// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "shelfcast/monitor/signal.hpp"

#include <functional>
#include <map>
#include <string>
#include <vector>

namespace shelfcast::monitor {

/// How far models of one marketplace rest on each feature, 1 in all.
struct Importances {
  std::string marketplace;
  std::string currency = {};
  using Parts = std::map<std::string, double, std::less<>>;
  std::string version = {};  ///< the newest
  Parts now = {};
  std::vector<Parts> before = {};  ///< of earlier cuts
};

/// Whether the newest rests on other features than those before it, by more than these differ among themselves. Where
/// there are too few nothing is judged; features that came or went in between are no matter of theirs.
Look look_at(const Importances& importances, Instant now);

}  // namespace shelfcast::monitor
