// SPDX-License-Identifier: Apache-2.0
#include "shelfcast/storage/store.hpp"

#include <algorithm>
#include <iterator>

namespace shelfcast::storage {
namespace {

// Millions of small keys and values come in few pieces of memory. The first is small, for most batches are.
constexpr std::size_t kFirstBlock = 1UL << 10U;
constexpr std::size_t kBlock = 1UL << 18U;

}  // namespace

void Batch::put(const Family& family, std::string_view key, std::string_view value) {
  add(Write::Kind::put, family, key, value);
}

void Batch::merge(const Family& family, std::string_view key, std::string_view value) {
  add(Write::Kind::merge, family, key, value);
}

void Batch::erase(const Family& family, std::string_view key) {
  add(Write::Kind::erase, family, key, {});
}

void Batch::append(Batch other) {
  // The last block of the other is written on; what is left of ours is not.
  std::ranges::move(other.blocks_, std::back_inserter(blocks_));
  writes_.insert(writes_.end(), other.writes_.begin(), other.writes_.end());
  next_ = other.next_;
  left_in_block_ = other.left_in_block_;
  bytes_ += other.bytes_;
}

void Batch::add(Write::Kind kind, const Family& family, std::string_view key, std::string_view value) {
  const std::size_t size = key.size() + value.size();
  if (size > left_in_block_) {
    left_in_block_ = std::max(size, blocks_.empty() ? kFirstBlock : kBlock);
    next_ = blocks_.emplace_back(std::make_unique_for_overwrite<char[]>(left_in_block_)).get();
  }
  char* const at = next_;
  std::ranges::copy(value, std::ranges::copy(key, at).out);
  next_ += size;
  left_in_block_ -= size;
  bytes_ += size;
  writes_.push_back({kind, &family, {at, key.size()}, {at + key.size(), value.size()}});
}

}  // namespace shelfcast::storage
