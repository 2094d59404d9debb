// SPDX-License-Identifier: Apache-2.0
#include "shelfcast/http/response_cache.hpp"

#include "shelfcast/telemetry/metrics.hpp"

namespace shelfcast::http {

namespace {

constexpr std::size_t kShards = 16;
// Below this, one shard: shards of a few entries each would throw out what was used a moment ago.
constexpr std::size_t kWorthSplitting = 1024;

}  // namespace

ResponseCache::ResponseCache(std::size_t capacity)
    : hits_(telemetry::counter("shelfcast_response_cache_hits_total")),
      misses_(telemetry::counter("shelfcast_response_cache_misses_total")) {
  const std::size_t count = capacity < kWorthSplitting ? 1 : kShards;
  for (std::size_t i = 0; i < count; ++i) {
    shards_.push_back(std::make_unique<Shard>(capacity / count + (i < capacity % count ? 1 : 0)));
  }
}

std::shared_ptr<const Response> ResponseCache::get(const std::string& key) {
  Shard& shard = shard_of(key);
  std::shared_ptr<const Response> answer;
  {
    const std::scoped_lock lock(shard.using_entries);
    answer = shard.entries.get(key).value_or(nullptr);
  }
  (answer ? hits_ : misses_).add();
  return answer;
}

void ResponseCache::put(const std::string& key, std::shared_ptr<const Response> answer) {
  Shard& shard = shard_of(key);
  const std::scoped_lock lock(shard.using_entries);
  shard.entries.put(key, std::move(answer));
}

ResponseCache::Shard& ResponseCache::shard_of(const std::string& key) {
  return *shards_[std::hash<std::string>{}(key) % shards_.size()];
}

}  // namespace shelfcast::http
