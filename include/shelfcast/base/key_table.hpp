// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "shelfcast/base/digest.hpp"

#include <algorithm>
#include <array>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace shelfcast {

/// Texts and what belongs to each, for look-ups by the million: a search touches memory in two places, where a chained
/// hash map touches four. Nothing is removed but all. A pointer holds until the next key is added.
template <class Value>
class KeyTable {
 public:
  [[nodiscard]] const Value* find(std::string_view key) const {
    if (slots_.empty()) return nullptr;
    const Slot& slot = slots_[place_of(key, fast_fingerprint(key))];
    return slot.entry == 0 ? nullptr : &entries_[slot.entry - 1].second;
  }
  [[nodiscard]] Value* find(std::string_view key) { return const_cast<Value*>(std::as_const(*this).find(key)); }

  /// The values of many keys, null where there is none: all of them are fetched into the cache at a time, where `find`
  /// would wait for each.
  void find_many(std::span<const std::string_view> keys, std::span<const Value*> found) const {
    for (std::size_t from = 0; from < keys.size(); from += kAtATime) {
      const std::size_t count = std::min(kAtATime, keys.size() - from);
      find_group(keys.subspan(from, count), found.subspan(from, count));
    }
  }

  /// The key's value, and whether the key is new, with the value given.
  std::pair<Value*, bool> try_emplace(std::string_view key, Value value = {}) {
    if (entries_.size() * 2 >= slots_.size()) grow();
    const std::uint64_t hash = fast_fingerprint(key);
    Slot& slot = slots_[place_of(key, hash)];
    const bool is_new = slot.entry == 0;
    if (is_new) {
      entries_.emplace_back(key, std::move(value));
      slot = {tag_of(hash), static_cast<std::uint32_t>(entries_.size())};
    }
    return {&entries_[slot.entry - 1].second, is_new};
  }

  [[nodiscard]] std::size_t size() const { return entries_.size(); }
  void clear() {
    slots_.clear();
    entries_.clear();
  }

 private:
  static constexpr std::size_t kAtATime = 32;

  struct Slot {
    std::uint32_t tag = 0;
    std::uint32_t entry = 0;  ///< its place, counted from 1
  };

  static std::uint32_t tag_of(std::uint64_t hash) { return static_cast<std::uint32_t>(hash >> 32U); }

  /// The key's slot, or the free one where it belongs.
  [[nodiscard]] std::size_t place_of(std::string_view key, std::uint64_t hash) const {
    const std::size_t mask = slots_.size() - 1;
    std::size_t at = hash & mask;
    while (slots_[at].entry != 0 && (slots_[at].tag != tag_of(hash) || entries_[slots_[at].entry - 1].first != key)) {
      at = (at + 1) & mask;
    }
    return at;
  }

  void find_group(std::span<const std::string_view> keys, std::span<const Value*> found) const {
    std::array<std::uint64_t, kAtATime> hashes;
    if (slots_.empty()) {
      std::ranges::fill(found, nullptr);
      return;
    }
    const std::size_t mask = slots_.size() - 1;
    for (std::size_t i = 0; i < keys.size(); ++i) {
      hashes[i] = fast_fingerprint(keys[i]);
      __builtin_prefetch(&slots_[hashes[i] & mask]);
    }
    for (std::size_t i = 0; i < keys.size(); ++i) {
      const Slot& likely = slots_[hashes[i] & mask];
      if (likely.entry != 0) __builtin_prefetch(&entries_[likely.entry - 1]);
    }
    for (std::size_t i = 0; i < keys.size(); ++i) {
      const Slot& slot = slots_[place_of(keys[i], hashes[i])];
      found[i] = slot.entry == 0 ? nullptr : &entries_[slot.entry - 1].second;
    }
  }

  void grow() {
    constexpr std::size_t kFirstSlots = 16;
    slots_.assign(slots_.empty() ? kFirstSlots : slots_.size() * 2, {});
    for (std::size_t i = 0; i < entries_.size(); ++i) {
      const std::string& key = entries_[i].first;
      const std::uint64_t hash = fast_fingerprint(key);
      slots_[place_of(key, hash)] = {tag_of(hash), static_cast<std::uint32_t>(i + 1)};
    }
  }

  std::vector<Slot> slots_;  // a power of two, at most half of them used
  std::vector<std::pair<std::string, Value>> entries_;
};

}  // namespace shelfcast
