// SPDX-License-Identifier: Apache-2.0
#include "shelfcast/identity/rate_limits.hpp"

#include <algorithm>

namespace shelfcast::identity {

namespace {

constexpr std::int64_t kRequest = kHour;  // drops; a bucket gains `limit` of them a second

std::int64_t seconds_for(std::int64_t drops, std::int64_t a_second) {
  return (std::max<std::int64_t>(drops, 0) + a_second - 1) / a_second;
}

}  // namespace

void RateLimits::change(const std::array<std::int64_t, 3>& per_hour) {
  for (std::size_t tier = 0; tier < per_hour.size(); ++tier) per_hour_.at(tier) = per_hour.at(tier);
}

std::optional<Allowance> RateLimits::take(const Caller& caller) {
  const std::int64_t limit = limit_of(caller.tier);
  if (limit <= 0 || caller.role < Role::seller) return std::nullopt;
  const Instant now = clock_.now();
  const std::int64_t full = limit * kRequest;
  const std::scoped_lock lock(using_buckets_);
  Bucket bucket = buckets_.get(caller.name).value_or(Bucket{full, now});
  // A clock that jumps ahead fills the bucket, one that jumps back takes nothing.
  const std::int64_t passed = std::clamp<std::int64_t>(now.seconds - bucket.at.seconds, 0, kHour);
  bucket.drops = std::min(full, bucket.drops + passed * limit);
  bucket.at = now;
  const bool is_granted = bucket.drops >= kRequest;
  if (is_granted) bucket.drops -= kRequest;
  buckets_.put(caller.name, bucket);
  return Allowance{.is_granted = is_granted,
                   .limit = limit,
                   .remaining = bucket.drops / kRequest,
                   .next_second = seconds_for(kRequest - bucket.drops % kRequest, limit),
                   .full_second = seconds_for(full - bucket.drops, limit)};
}

}  // namespace shelfcast::identity
