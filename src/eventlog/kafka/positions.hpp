// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "eventlog/keys.hpp"
#include "shelfcast/storage/store.hpp"

#include <deque>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_set>
#include <vector>

namespace shelfcast::eventlog {

/// Keys begin with topic and group as texts.
inline constexpr storage::Family kKafkaPositions{"kafka_positions"};  // partition -> the next offset to read
inline constexpr storage::Family kKafkaIds{"kafka_ids"};  // partition, offset -> digests of ids read from there on

/// One partition as one group reads it.
struct ReadPartition {
  std::string topic;
  std::string group;
  std::uint32_t partition = 0;

  [[nodiscard]] std::string key() const;
  [[nodiscard]] std::string key(Offset offset) const;
};

std::string key_of_group(std::string_view topic, std::string_view group);
Result<Offset> stored_position(const storage::Store& store, const ReadPartition& partition);
void store_position(const ReadPartition& partition, Offset position, storage::Batch& into);

/// 128 bits of an id: enough to take two for the same never.
struct IdDigest {
  std::uint64_t first = 0;
  std::uint64_t second = 0;
  bool operator==(const IdDigest&) const = default;
};
IdDigest digest_of(std::string_view id);

struct HashOfDigest {
  std::size_t operator()(const IdDigest& digest) const noexcept { return digest.first; }
};
using DigestSet = std::unordered_set<IdDigest, HashOfDigest>;

/// The ids that a group last read from a partition, in blocks as they were committed. Kept in the store, so that an
/// event that its writer sent again counts once also across a restart; bounded, because a writer repeats what it sent
/// last.
///
/// Calls: load, (knows*  write  took_effect?)*
class ReadIds {
 public:
  Result<void> load(const storage::Store& store, const ReadPartition& partition);
  [[nodiscard]] bool knows(const IdDigest& id) const { return known_.contains(id); }

  struct Block {
    Offset first = 0;
    std::vector<IdDigest> ids;
  };
  /// Adds the block to a batch, and takes out of the store what it makes superfluous.
  void write(const ReadPartition& partition, const Block& block, storage::Batch& into) const;
  /// That batch is durable.
  void took_effect(Block block);

 private:
  [[nodiscard]] std::size_t superfluous(std::size_t coming) const;
  std::deque<Block> blocks_;
  std::size_t count_ = 0;
  DigestSet known_;
};

}  // namespace shelfcast::eventlog
