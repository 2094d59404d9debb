// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "shelfcast/base/lru_cache.hpp"
#include "shelfcast/http/message.hpp"

#include <cstddef>
#include <functional>
#include <future>
#include <memory>
#include <mutex>
#include <string>
#include <unordered_map>
#include <vector>

namespace shelfcast::telemetry {
class Counter;
}

namespace shelfcast::http {

/// Answers that were made before, the least recently used ones going first. Any thread; large caches are split into
/// shards, so that threads seldom wait for each other. Whoever makes the key puts all into it that the answer depends
/// on, the table's version first: an outdated answer is then never asked for again and goes by itself. Hits and misses
/// are counted.
class ResponseCache {
 public:
  using Shared = std::shared_ptr<const Response>;

  static constexpr std::size_t kMostBytes = std::size_t{128} * 1024 * 1024;  ///< of bodies, in all

  /// A capacity of 0 keeps nothing.
  explicit ResponseCache(std::size_t capacity);

  /// The answer that is kept, or else the one that `make` makes, which is kept from then on. Of those who ask for the
  /// same at once one makes it, and the others wait for it: a crowd costs no more than one. Where `make` throws, all
  /// who wait for it get the exception, and the next who asks makes it again.
  Shared get_or_make(const std::string& key, const std::function<Response()>& make);

 private:
  struct Shard {
    Shard(std::size_t capacity, std::size_t bytes) : entries(capacity, bytes) {}
    std::mutex using_entries;  // guards what follows
    LruCache<std::string, Shared> entries;
    std::unordered_map<std::string, std::shared_future<Shared>> being_made;
  };
  Shard& shard_of(const std::string& key);
  static Shared make_for_all(Shard& shard, const std::string& key, const std::function<Response()>& make,
                             std::promise<Shared> promise);

  std::vector<std::unique_ptr<Shard>> shards_;
  const bool keeps_any_;
  telemetry::Counter& hits_;
  telemetry::Counter& misses_;
};

}  // namespace shelfcast::http
