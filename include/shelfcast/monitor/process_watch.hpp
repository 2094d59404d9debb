// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "shelfcast/monitor/custom_rule.hpp"
#include "shelfcast/monitor/signal.hpp"

#include <filesystem>
#include <memory>
#include <vector>

namespace shelfcast::monitor {

/// Looks at this process: its metrics, its health flags, its machine. One thread.
class ProcessWatch {
 public:
  /// `data`: the directory whose disk must not fill up.
  ProcessWatch(std::filesystem::path data, std::vector<CustomRule> rules);
  ~ProcessWatch();

  /// To be called every half minute or so: what it measures over time begins with the second call.
  Look look(Instant now);

 private:
  struct Impl;
  std::unique_ptr<Impl> impl_;
};

}  // namespace shelfcast::monitor
