// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "shelfcast/monitor/inbox.hpp"

#include <compare>
#include <map>
#include <set>
#include <string>
#include <vector>

namespace shelfcast::monitor {

/// What an alert is about: of two that are open this differs.
struct AlertKey {
  std::string rule;
  std::string marketplace;
  std::string subject;
  std::string seller;
  auto operator<=>(const AlertKey&) const = default;
};
AlertKey key_of(const domain::Alert& alert);
AlertKey key_of(const Look& look, const Signal& signal);

struct OpenAlert {
  domain::Alert alert;
  Instant last_so;  ///< when it was last found to be so
};
using OpenAlerts = std::map<AlertKey, OpenAlert>;

/// Which alert follows from which, by what rules are explained by. Returns those that changed by it.
std::set<AlertKey> find_roots(OpenAlerts& open);

}  // namespace shelfcast::monitor
