// SPDX-License-Identifier: Apache-2.0
#include "api/cached_answers.hpp"

#include "shelfcast/telemetry/metrics.hpp"

namespace shelfcast::api {

CachedAnswers::Kept CachedAnswers::look_up(const std::string& key) {
  static auto& hits = telemetry::counter("shelfcast_response_cache_hits_total");
  static auto& misses = telemetry::counter("shelfcast_response_cache_misses_total");
  const std::scoped_lock guard(lock_);
  auto kept = answers_.get(key);
  (kept ? hits : misses).add();
  return kept.value_or(nullptr);
}

}  // namespace shelfcast::api
