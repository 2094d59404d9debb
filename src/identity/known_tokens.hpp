// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "identity/crypto.hpp"
#include "identity/key_set.hpp"
#include "shelfcast/base/lru_cache.hpp"
#include "shelfcast/base/time.hpp"
#include "shelfcast/identity/caller.hpp"

#include <cstring>
#include <mutex>

namespace shelfcast::identity {

/// Tokens that were checked, by their digest, each until it ends or what it was checked by changes. Bounded; any
/// thread.
class KnownTokens {
 public:
  explicit KnownTokens(std::size_t capacity) : entries_(capacity) {}

  struct CheckedBy {
    std::uint64_t revocations = 0;  ///< of our own tokens, so far
    KeySetPtr published;            ///< the issuer's keys: one that is withdrawn is good for no token any more
    bool operator==(const CheckedBy&) const = default;
  };
  struct Entry {
    CallerPtr caller;
    Instant ends;
    CheckedBy checked_by;
  };
  /// The caller of an entry that is still good; null where there is none.
  CallerPtr find(const Digest& digest, Instant now, const CheckedBy& checked_by) {
    const std::scoped_lock lock(using_entries_);
    const auto found = entries_.get(digest);
    const bool is_good = found && now < found->ends && found->checked_by == checked_by;
    return is_good ? found->caller : nullptr;
  }
  void put(const Digest& digest, Entry entry) {
    const std::scoped_lock lock(using_entries_);
    entries_.put(digest, std::move(entry));
  }

 private:
  struct Hash {
    std::size_t operator()(const Digest& digest) const {
      std::size_t value = 0;
      std::memcpy(&value, digest.data(), sizeof value);
      return value;
    }
  };
  std::mutex using_entries_;
  LruCache<Digest, Entry, Hash> entries_;
};

}  // namespace shelfcast::identity
