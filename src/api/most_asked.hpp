// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "api/predicted.hpp"
#include "shelfcast/base/lru_cache.hpp"

#include <atomic>
#include <cstdint>
#include <memory>
#include <mutex>
#include <string>
#include <string_view>
#include <vector>

namespace shelfcast::api {

/// How often what was asked, of the questions asked last. Any thread.
class MostAsked {
 public:
  explicit MostAsked(std::size_t remembered) : entries_(remembered) {}

  using Times = std::shared_ptr<std::atomic<std::uint64_t>>;
  /// The count that grows whenever this is answered. Null for what names its table: it never has to be made again.
  Times count(const Wanted& wanted);

  /// The most asked ones of a marketplace, the most asked first. All its counts are halved: what is asked no more
  /// sinks.
  std::vector<Wanted> take(std::string_view marketplace, std::size_t at_most);

 private:
  struct Entry {
    Wanted wanted;
    Times times;
  };
  std::mutex using_entries_;  // guards what follows
  LruCache<std::string, Entry> entries_;
};

}  // namespace shelfcast::api
