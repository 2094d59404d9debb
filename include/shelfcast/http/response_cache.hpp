// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "shelfcast/base/lru_cache.hpp"
#include "shelfcast/http/message.hpp"

#include <cstddef>
#include <memory>
#include <mutex>
#include <string>
#include <vector>

namespace shelfcast::telemetry {
class Counter;
}

namespace shelfcast::http {

/// Answers that were prepared before, the least recently used ones going first. Any thread; large caches are split into
/// shards, so that threads seldom wait for each other. Whoever makes the key puts all into it that the answer depends
/// on, the table's version first: an outdated answer is then never asked for again and goes by itself. Hits and misses
/// are counted.
class ResponseCache {
 public:
  /// A capacity of 0 keeps nothing.
  explicit ResponseCache(std::size_t capacity);

  /// Null where it is not there.
  std::shared_ptr<const Response> get(const std::string& key);
  void put(const std::string& key, std::shared_ptr<const Response> answer);

 private:
  struct Shard {
    explicit Shard(std::size_t capacity) : entries(capacity) {}
    std::mutex using_entries;
    LruCache<std::string, std::shared_ptr<const Response>> entries;
  };
  Shard& shard_of(const std::string& key);

  std::vector<std::unique_ptr<Shard>> shards_;
  telemetry::Counter& hits_;
  telemetry::Counter& misses_;
};

}  // namespace shelfcast::http
