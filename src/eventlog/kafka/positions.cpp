// SPDX-License-Identifier: Apache-2.0
#include "eventlog/kafka/positions.hpp"

#include "shelfcast/base/digest.hpp"

namespace shelfcast::eventlog {
namespace {

constexpr std::size_t kRemembered = 20'000;  // ids of a partition; EventLog's contract names it
constexpr std::uint64_t kSecondSeed = 1;

}  // namespace

std::string key_of_group(std::string_view topic, std::string_view group) {
  std::string key;
  put_text(key, topic);
  put_text(key, group);
  return key;
}

std::string ReadPartition::key() const {
  std::string bytes = key_of_group(topic, group);
  put_u32(bytes, partition);
  return bytes;
}

std::string ReadPartition::key(Offset offset) const {
  std::string bytes = key();
  put_u64(bytes, offset);
  return bytes;
}

Result<Offset> stored_position(const storage::Store& store, const ReadPartition& partition) {
  const auto stored = store.get(kKafkaPositions, partition.key());
  if (!stored) return std::unexpected(stored.error());
  return *stored ? ByteReader(**stored).u64() : 0;
}

void store_position(const ReadPartition& partition, Offset position, storage::Batch& into) {
  std::string value;
  put_u64(value, position);
  into.put(kKafkaPositions, partition.key(), value);
}

IdDigest digest_of(std::string_view id) {
  return {fingerprint(id), fingerprint(id, kSecondSeed)};
}

Result<void> ReadIds::load(const storage::Store& store, const ReadPartition& partition) {
  *this = {};
  const auto visit = [&](std::string_view key, std::string_view value) {
    Block block{.first = offset_of(key), .ids = {}};
    ByteReader reader(value);
    while (!reader.at_end()) {
      const std::uint64_t first = reader.u64();
      block.ids.push_back({first, reader.u64()});
    }
    took_effect(std::move(block));
    return true;
  };
  return store.scan(kKafkaIds, partition.key(0), partition.key(kLast), visit);
}

/// How many of the oldest blocks are not needed once so many ids have come.
std::size_t ReadIds::superfluous(std::size_t coming) const {
  std::size_t left = count_ + coming;
  std::size_t blocks = 0;
  while (blocks < blocks_.size() && left - blocks_[blocks].ids.size() >= kRemembered) {
    left -= blocks_[blocks++].ids.size();
  }
  return blocks;
}

void ReadIds::write(const ReadPartition& partition, const Block& block, storage::Batch& into) const {
  if (block.ids.empty()) return;
  std::string value;
  for (const auto& id : block.ids) {
    put_u64(value, id.first);
    put_u64(value, id.second);
  }
  into.put(kKafkaIds, partition.key(block.first), value);
  const std::size_t old = superfluous(block.ids.size());
  for (std::size_t i = 0; i < old; ++i) into.erase(kKafkaIds, partition.key(blocks_[i].first));
}

void ReadIds::took_effect(Block block) {
  if (block.ids.empty()) return;
  for (std::size_t old = superfluous(block.ids.size()); old > 0; --old) {
    for (const auto& id : blocks_.front().ids) known_.erase(id);
    count_ -= blocks_.front().ids.size();
    blocks_.pop_front();
  }
  count_ += block.ids.size();
  known_.insert(block.ids.begin(), block.ids.end());
  blocks_.push_back(std::move(block));
}

}  // namespace shelfcast::eventlog
