// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "shelfcast/base/clock.hpp"
#include "shelfcast/base/lru_cache.hpp"
#include "shelfcast/identity/caller.hpp"

#include <array>
#include <atomic>
#include <cstdint>
#include <mutex>
#include <optional>
#include <string>

namespace shelfcast::identity {

/// What a caller has left of a bucket that holds an hour's requests and fills evenly.
struct Allowance {
  bool is_granted = true;
  std::int64_t limit = 0;        ///< requests an hour
  std::int64_t remaining = 0;    ///< whole requests
  std::int64_t next_second = 0;  ///< until there is one (more)
  std::int64_t full_second = 0;  ///< until the bucket is full
};

/// A token bucket per caller. In whole numbers, so that nothing is lost or won by asking often. Bounded: the caller
/// unheard of for longest is forgotten first, and begins anew with a full bucket. Any thread.
class RateLimits {
 public:
  struct Options {
    std::array<std::int64_t, 3> per_hour = {100, 1000, 0};  ///< by tier; 0: without limit
    std::size_t callers = 100'000;
  };
  RateLimits(const Clock& clock, const Options& options) : clock_(clock), buckets_(options.callers) {
    change(options.per_hour);
  }

  /// From now on; what a caller has left stays, as far as it fits.
  void change(const std::array<std::int64_t, 3>& per_hour);
  [[nodiscard]] bool is_unlimited(Tier tier) const { return limit_of(tier) <= 0; }

  /// Takes one request; nullopt where the caller has no limit.
  std::optional<Allowance> take(const Caller& caller);

 private:
  struct Bucket {
    std::int64_t drops;  ///< 3600 are a request
    Instant at;
  };
  [[nodiscard]] std::int64_t limit_of(Tier tier) const {
    return per_hour_.at(static_cast<std::size_t>(tier)).load(std::memory_order_relaxed);
  }

  const Clock& clock_;
  std::array<std::atomic<std::int64_t>, 3> per_hour_ = {};
  std::mutex using_buckets_;
  LruCache<std::string, Bucket> buckets_;
};

}  // namespace shelfcast::identity
