// SPDX-License-Identifier: Apache-2.0
#include "ingest/positions.hpp"

#include "shelfcast/base/bytes.hpp"

namespace shelfcast::ingest {

const storage::Family kPositions{"positions"};

Positions::Positions(storage::Store& store, std::string_view marketplace, std::string_view source)
    : store_(store), position_key_(marketplace) {
  position_key_ += '\0';
  position_key_ += source;
  unfinished_key_ = position_key_;
  unfinished_key_ += '\0';
  unfinished_key_ += "unfinished";
}

Result<std::string> Positions::read() const {
  auto position = store_.get(kPositions, position_key_);
  if (!position) return std::unexpected(position.error());
  return std::move(*position).value_or("");
}

Result<std::optional<std::int64_t>> Positions::begin(std::int64_t newest_load) {
  const auto unfinished = store_.get(kPositions, unfinished_key_);
  if (!unfinished) return std::unexpected(unfinished.error());
  if (*unfinished) return ByteReader(**unfinished).signed_varint();
  std::string newest;
  put_signed(newest, newest_load);
  storage::Batch batch;
  batch.put(kPositions, unfinished_key_, newest);
  if (auto begun = store_.commit(batch, "positions.begin"); !begun) return std::unexpected(begun.error());
  return std::nullopt;
}

Result<void> Positions::keep(std::string_view position) {
  storage::Batch batch;
  batch.put(kPositions, position_key_, position);
  batch.erase(kPositions, unfinished_key_);
  return store_.commit(batch, "positions");
}

}  // namespace shelfcast::ingest
