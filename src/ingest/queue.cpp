// SPDX-License-Identifier: Apache-2.0
#include "ingest/queue.hpp"

#include "shelfcast/base/digest.hpp"

#include <algorithm>
#include <iterator>
#include <type_traits>
#include <utility>

namespace shelfcast::ingest {
namespace {

// Each append waits for the disk, so that it is worth many chunks; and they are all in memory until then.
constexpr std::size_t kChunksInAppend = 128;
constexpr std::size_t kRowsOfCatalogue = 100'000;

std::string id_of(std::string_view payload, std::uint64_t edition) {
  constexpr std::uint64_t kOtherSeed = 0x9e3779b97f4a7c15ULL;
  return hex(fast_fingerprint(payload, edition)) + hex(fast_fingerprint(payload, kOtherSeed));
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

Result<void> Queue::add(CatalogueChunk chunk) {
  const auto same = std::ranges::find_if(told_, [&](const CatalogueChunk& told) {
    return told.source == chunk.source && told.rows.index() == chunk.rows.index();
  });
  if (same == told_.end()) {
    told_.push_back(std::move(chunk));
    return {};
  }
  const std::size_t rows = std::visit(
      [&](auto& told) {
        auto& more = std::get<std::remove_reference_t<decltype(told)>>(chunk.rows);
        std::ranges::move(more, std::back_inserter(told));
        return told.size();
      },
      same->rows);
  return rows < kRowsOfCatalogue ? Result<void>() : finish();
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
  waiting_.push_back(event_of(chunk_.finish()));
}

eventlog::Event Queue::event_of(std::string payload) const {
  std::string id = id_of(payload, edition_);
  return {.id = std::move(id), .key = {}, .payload = std::move(payload)};
}

/// What others refer to comes first: that is the order of the kinds.
std::vector<eventlog::Event> Queue::events_of_catalogue() {
  std::ranges::stable_sort(told_, {}, [](const CatalogueChunk& told) { return told.rows.index(); });
  std::vector<eventlog::Event> events;
  events.reserve(told_.size() + waiting_.size());
  for (const auto& told : told_) events.push_back(event_of(encode(told)));
  told_.clear();
  return events;
}

Result<void> Queue::append() {
  auto events = events_of_catalogue();
  const std::size_t of_catalogue = events.size();
  std::ranges::move(waiting_, std::back_inserter(events));
  if (events.empty()) return {};
  const auto appended = log_.append(topic_, events);
  if (!appended) return std::unexpected(appended.error());
  // The log does not say which were new; all but the last chunks of files are equally full.
  const std::size_t of_lines = events.size() - of_catalogue;
  if (of_lines > 0) new_rows_ += waiting_rows_ * std::min(*appended, of_lines) / of_lines;
  waiting_rows_ = 0;
  waiting_.clear();
  told_any_ = true;
  has_news_ |= *appended > 0;
  if (*appended > 0) appended_(*appended);
  return {};
}

}  // namespace shelfcast::ingest
