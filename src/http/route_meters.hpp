// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "shelfcast/http/router.hpp"
#include "shelfcast/telemetry/metrics.hpp"

#include <array>
#include <atomic>
#include <vector>

namespace shelfcast::http {

/// Counts and times requests under their route's template. A route's own method takes no lock; the rest - HEAD,
/// OPTIONS, what no route matched - is looked up by name. Any thread.
class RouteMeters {
 public:
  explicit RouteMeters(const Router& router);

  /// `route` is null where none matched.
  void count(const Route* route, std::string_view method, int status, double seconds);

 private:
  struct Meter {
    telemetry::Histogram* duration = nullptr;
    std::array<std::atomic<telemetry::Counter*>, 600> by_status = {};
  };
  const Router& router_;
  std::vector<Meter> meters_;  // in the order of the router's list
};

}  // namespace shelfcast::http
