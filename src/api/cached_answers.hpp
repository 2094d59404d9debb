// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "shelfcast/base/lru_cache.hpp"

#include <concepts>
#include <memory>
#include <mutex>
#include <string>

namespace shelfcast::api {

/// What of an answer is the same for everyone who asks.
struct Answer {
  std::string json;
  std::size_t total = 0;  ///< rows on all pages
};

/// The answers asked for last, by table and question: a table never changes, so they never go stale. Any thread.
class CachedAnswers {
 public:
  using Kept = std::shared_ptr<const Answer>;

  explicit CachedAnswers(std::size_t capacity) : answers_(capacity) {}

  /// The answer kept under this key, or what `make` makes, which is kept. Made without the lock: two who ask at the
  /// same time may both make it, and nobody waits.
  Kept get(const std::string& key, const std::invocable auto& make) {
    if (auto kept = look_up(key)) return kept;
    auto made = std::make_shared<const Answer>(make());
    const std::scoped_lock guard(lock_);
    answers_.put(key, made);
    return made;
  }

 private:
  Kept look_up(const std::string& key);

  std::mutex lock_;  // guards answers_
  LruCache<std::string, Kept> answers_;
};

}  // namespace shelfcast::api
