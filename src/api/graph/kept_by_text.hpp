// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "shelfcast/base/lru_cache.hpp"

#include <cstddef>
#include <memory>
#include <mutex>
#include <string>

namespace shelfcast::api::graph {

inline constexpr std::size_t kLongestKept = 16'384;  // of questions that are worth keeping

/// What was made last, by the text it was made from. Any thread.
template <class Made>
class KeptByText {
 public:
  using Shared = std::shared_ptr<const Made>;
  KeptByText(std::size_t capacity, std::size_t bytes) : kept_(capacity, bytes) {}

  /// Null where it is not there.
  Shared get(const std::string& text) {
    const std::scoped_lock lock(using_kept_);
    return kept_.get(text).value_or(nullptr);
  }
  void put(const std::string& text, Shared made, std::size_t bytes) {
    const std::scoped_lock lock(using_kept_);
    kept_.put(text, std::move(made), bytes);
  }

 private:
  std::mutex using_kept_;
  LruCache<std::string, Shared> kept_;
};

}  // namespace shelfcast::api::graph
