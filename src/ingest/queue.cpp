// SPDX-License-Identifier: Apache-2.0
#include "ingest/queue.hpp"

#include "shelfcast/base/digest.hpp"

#include <utility>

namespace shelfcast::ingest {
namespace {

// Each append waits for the disk, so that it is worth many chunks; and they are all in memory until then.
constexpr std::size_t kChunksInAppend = 128;

std::string id_of(std::string_view payload, std::uint64_t edition) {
  constexpr std::uint64_t kOtherSeed = 0x9e3779b97f4a7c15ULL;
  return hex(fingerprint(payload, edition)) + hex(fingerprint(payload, kOtherSeed));
}

}  // namespace

Result<void> Queue::add(const sources::RawLine& line) {
  if (auto ready = make_room_for(line.place.source); !ready) return ready;
  chunk_.add(line);
  ++rows_;
  return {};
}

Result<void> Queue::add(const domain::DeadLetter& letter) {
  if (auto ready = make_room_for(letter.source); !ready) return ready;
  chunk_.add(letter);
  ++rows_;
  return {};
}

Result<void> Queue::add(const CatalogueChunk& chunk) {
  close_chunk();
  enqueue(encode(chunk));
  return waiting_.size() < kChunksInAppend ? Result<void>() : append();
}

Result<void> Queue::finish() {
  close_chunk();
  return append();
}

Result<void> Queue::make_room_for(std::string_view source) {
  if (chunk_.rows() > 0 && chunk_.rows() < kRowsInChunk && chunk_.source() == source) return {};
  close_chunk();
  chunk_.begin(source);
  return waiting_.size() < kChunksInAppend ? Result<void>() : append();
}

void Queue::close_chunk() {
  if (chunk_.rows() == 0) return;
  waiting_rows_ += chunk_.rows();
  enqueue(chunk_.finish());
}

void Queue::enqueue(std::string payload) {
  std::string id = id_of(payload, edition_);
  waiting_.push_back({.id = std::move(id), .key = {}, .payload = std::move(payload)});
}

Result<void> Queue::append() {
  if (waiting_.empty()) return {};
  const auto appended = log_.append(topic_, waiting_);
  if (!appended) return std::unexpected(appended.error());
  // The log does not say which were new; all but the last chunks of files are equally full.
  new_rows_ += waiting_rows_ * *appended / waiting_.size();
  waiting_rows_ = 0;
  waiting_.clear();
  if (*appended > 0) appended_(*appended);
  return {};
}

}  // namespace shelfcast::ingest
