// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <functional>
#include <iterator>
#include <limits>
#include <list>
#include <optional>
#include <unordered_map>
#include <utility>

namespace shelfcast {

/// Keeps the entries used last: at most `capacity`, which together weigh no more than `most_weight`. What weighs more
/// by itself is not kept. Every call takes constant time, a `put` that of those that have to go. Not thread-safe: its
/// owner locks.
template <class Key, class Value, class Hash = std::hash<Key>>
class LruCache {
 public:
  explicit LruCache(std::size_t capacity, std::size_t most_weight = std::numeric_limits<std::size_t>::max())
      : capacity_(capacity), most_weight_(most_weight) {}

  /// The value, which becomes the one used last.
  template <class Like = Key>
  std::optional<Value> get(const Like& key) {
    const auto found = index_.find(key);
    if (found == index_.end()) return std::nullopt;
    entries_.splice(entries_.begin(), entries_, found->second);
    return found->second->value;
  }

  /// Stores or replaces; the entries unused for longest go where there is no room.
  void put(const Key& key, Value value, std::size_t weight = 0) {
    if (capacity_ == 0) return;
    const auto [place, is_new] = index_.try_emplace(key);
    if (is_new) {
      entries_.push_front({key, std::move(value), weight});
      place->second = entries_.begin();
    } else {
      weight_ -= place->second->weight;
      place->second->value = std::move(value);
      place->second->weight = weight;
      entries_.splice(entries_.begin(), entries_, place->second);
    }
    weight_ += weight;
    if (weight > most_weight_) erase(entries_.begin());
    while (entries_.size() > capacity_ || weight_ > most_weight_) erase(std::prev(entries_.end()));
  }

  /// Calls `with(key, value)` for each entry, the one used last first. Uses none.
  template <class With>
  void for_each(const With& with) {
    for (auto& entry : entries_) with(std::as_const(entry.key), entry.value);
  }

  [[nodiscard]] std::size_t size() const { return entries_.size(); }
  [[nodiscard]] std::size_t weight() const { return weight_; }

 private:
  struct Entry {
    Key key;
    Value value;
    std::size_t weight;
  };
  using Place = typename std::list<Entry>::iterator;

  void erase(Place entry) {
    weight_ -= entry->weight;
    index_.erase(entry->key);
    entries_.erase(entry);
  }

  std::size_t capacity_;
  std::size_t most_weight_;
  std::size_t weight_ = 0;
  std::list<Entry> entries_;
  std::unordered_map<Key, Place, Hash, std::equal_to<>> index_;
};

}  // namespace shelfcast
