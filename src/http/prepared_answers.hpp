// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "http/prepared.hpp"
#include "http/text_hash.hpp"
#include "shelfcast/base/lru_cache.hpp"
#include "shelfcast/http/admission.hpp"

#include <memory>
#include <mutex>
#include <string>
#include <string_view>
#include <vector>

namespace shelfcast::telemetry {
class Counter;
}

namespace shelfcast::http {

using PreparedPtr = std::shared_ptr<const Prepared>;

/// What a GET asks for, apart from who asks: its target without the asker, and what it accepts.
///
/// One is used for request after request, so that none allocates.
struct WhatIsAsked {
  std::string text;   ///< the key; empty where what is asked is answered by no prepared answer
  std::string asker;  ///< as it stands in the target; empty where the route has none
  Coding coding = Coding::none;
};

/// Prepared answers by what is asked, straight from a request's bytes; the least recently used ones go first. A tenant
/// is never given what was prepared for another one alone: such answers are kept under their asker. Any thread.
class PreparedAnswers {
 public:
  static constexpr std::size_t kMostBytes = std::size_t{128} * 1024 * 1024;  ///< of bodies, in all
  static constexpr std::size_t kLongest = std::size_t{256} * 1024;           ///< of a body that is kept

  /// A capacity of 0 keeps nothing.
  PreparedAnswers(const Router& router, std::size_t capacity);

  [[nodiscard]] bool keeps_any() const { return !shards_.empty(); }
  void read(const AskedHead& head, WhatIsAsked& asked) const;
  /// Null where none holds. Counts hits and misses.
  PreparedPtr find(WhatIsAsked& asked, double now);
  /// Prepares an answer that has `keeping`; one that is too long is only prepared.
  PreparedPtr keep(const Response& answer, const Route& route, WhatIsAsked& asked, double now);

 private:
  struct Shard {
    Shard(std::size_t capacity, std::size_t bytes) : entries(capacity, bytes) {}
    std::mutex using_entries;
    LruCache<std::string, PreparedPtr, TextHash> entries;
  };
  Shard& shard_of(std::string_view key);
  PreparedPtr look_up(std::string_view key, double now);

  std::vector<std::string> before_askers_;  // what stands before the asker in the paths of routes that have one
  std::vector<std::unique_ptr<Shard>> shards_;
  telemetry::Counter& hits_;
  telemetry::Counter& misses_;
};

}  // namespace shelfcast::http
