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
    : keeps_any_(capacity > 0),
      hits_(telemetry::counter("shelfcast_response_cache_hits_total")),
      misses_(telemetry::counter("shelfcast_response_cache_misses_total")) {
  const std::size_t count = capacity < kWorthSplitting ? 1 : kShards;
  for (std::size_t i = 0; i < count; ++i) {
    shards_.push_back(std::make_unique<Shard>(capacity / count + (i < capacity % count ? 1 : 0), kMostBytes / count));
  }
}

ResponseCache::Shared ResponseCache::get_or_make(const std::string& key, const std::function<Response()>& make) {
  if (!keeps_any_) {
    misses_.add();
    return std::make_shared<const Response>(make());
  }
  Shard& shard = shard_of(key);
  std::unique_lock lock(shard.using_entries);
  if (auto kept = shard.entries.get(key)) {
    hits_.add();
    return std::move(*kept);
  }
  misses_.add();
  if (const auto found = shard.being_made.find(key); found != shard.being_made.end()) {
    const auto by_another = found->second;
    lock.unlock();
    return by_another.get();
  }
  std::promise<Shared> promise;
  shard.being_made.emplace(key, promise.get_future().share());
  lock.unlock();
  return make_for_all(shard, key, make, std::move(promise));
}

ResponseCache::Shared ResponseCache::make_for_all(Shard& shard, const std::string& key,
                                                  const std::function<Response()>& make, std::promise<Shared> promise) {
  Shared answer;
  try {
    answer = std::make_shared<const Response>(make());
  } catch (...) {
    promise.set_exception(std::current_exception());
    const std::scoped_lock lock(shard.using_entries);
    shard.being_made.erase(key);
    throw;
  }
  promise.set_value(answer);
  const std::scoped_lock lock(shard.using_entries);
  shard.entries.put(key, answer, answer->body.size());
  shard.being_made.erase(key);
  return answer;
}

ResponseCache::Shard& ResponseCache::shard_of(const std::string& key) {
  return *shards_[std::hash<std::string>{}(key) % shards_.size()];
}

}  // namespace shelfcast::http
