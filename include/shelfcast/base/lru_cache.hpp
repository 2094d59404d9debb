// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <functional>
#include <list>
#include <optional>
#include <unordered_map>
#include <utility>

namespace shelfcast {

/// Keeps the `capacity` entries used last. Every call takes constant time. Not thread-safe: its owner locks.
template <class Key, class Value, class Hash = std::hash<Key>>
class LruCache {
 public:
  explicit LruCache(std::size_t capacity) : capacity_(capacity) {}

  /// The value, which becomes the one used last.
  template <class Like = Key>
  std::optional<Value> get(const Like& key) {
    const auto found = index_.find(key);
    if (found == index_.end()) return std::nullopt;
    entries_.splice(entries_.begin(), entries_, found->second);
    return found->second->second;
  }

  /// Stores or replaces; the entry unused for longest goes where there is no room.
  void put(const Key& key, Value value) {
    if (capacity_ == 0) return;
    if (const auto found = index_.find(key); found != index_.end()) {
      found->second->second = std::move(value);
      entries_.splice(entries_.begin(), entries_, found->second);
      return;
    }
    if (entries_.size() == capacity_) {
      index_.erase(entries_.back().first);
      entries_.pop_back();
    }
    entries_.emplace_front(key, std::move(value));
    index_.emplace(key, entries_.begin());
  }

  /// Takes out the entry unused for longest. There is one.
  Value take_oldest() {
    Value oldest = std::move(entries_.back().second);
    index_.erase(entries_.back().first);
    entries_.pop_back();
    return oldest;
  }

  /// Calls `with(key, value)` for each entry, the one used last first. Uses none.
  template <class With>
  void for_each(const With& with) {
    for (auto& [key, value] : entries_) with(key, value);
  }

  [[nodiscard]] std::size_t size() const { return entries_.size(); }
  [[nodiscard]] std::size_t capacity() const { return capacity_; }

 private:
  std::size_t capacity_;
  std::list<std::pair<Key, Value>> entries_;
  std::unordered_map<Key, typename std::list<std::pair<Key, Value>>::iterator, Hash, std::equal_to<>> index_;
};

}  // namespace shelfcast
