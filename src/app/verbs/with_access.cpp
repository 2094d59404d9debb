// SPDX-License-Identifier: Apache-2.0
#include "app/access.hpp"
#include "app/verbs/verb.hpp"

namespace shelfcast::app {

Exit with_access(const CommonFlags& common, const std::function<Exit(Access& access, const Config& config)>& act) {
  const auto config = common.load();
  if (!config) return report(config.error());
  const SystemClock clock;
  const auto access = Access::to(*config, clock, false);
  if (!access) return report(access.error());
  return act(**access, *config);
}

}  // namespace shelfcast::app
