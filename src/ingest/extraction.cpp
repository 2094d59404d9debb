// SPDX-License-Identifier: Apache-2.0
#include "ingest/extraction.hpp"

#include "ingest/local_days.hpp"

#include <stdexcept>
#include <utility>

namespace shelfcast::ingest {
namespace {

bool same_settings(const domain::Marketplace& a, const domain::Marketplace& b) {
  return a.name == b.name && a.currency == b.currency && a.time_zone == b.time_zone && a.week_start == b.week_start &&
         a.lag_hours == b.lag_hours;
}

}  // namespace

Result<void> ExtractionSink::marketplace(const domain::Marketplace& told) {
  if (const auto days = LocalDays::of(told); !days) return std::unexpected(days.error());
  auto known = rooms_.catalogue.marketplace(told.key);
  if (!known && known.error().code != Code::not_found) return std::unexpected(known.error());
  if (!known || !same_settings(*known, told)) known = rooms_.catalogue.record_marketplace(told);
  if (!known) return std::unexpected(known.error());
  marketplace_ = std::move(*known);
  return {};
}

/// Most looks at a source find nothing: then the catalogue need not be read.
Result<Profiler*> ExtractionSink::profiler() {
  if (profiler_) return &*profiler_;
  if (!marketplace_) throw std::logic_error("a source told rows before its marketplace");
  const auto before = rooms_.catalogue.as_known_at(marketplace_->id, rooms_.clock.now());
  if (!before) return std::unexpected(before.error());
  auto days = LocalDays::of(*marketplace_);
  if (!days) return std::unexpected(days.error());
  return &profiler_.emplace(*before, std::move(*days));
}

Result<void> ExtractionSink::catalogue(std::string_view source, sources::CatalogueRows rows) {
  const auto profile = profiler();
  if (!profile) return std::unexpected(profile.error());
  (*profile)->see(rows);
  if (auto* const products = std::get_if<std::vector<sources::RawProduct>>(&rows)) {
    std::erase_if(*products, [&](const auto& row) { return row.by_sale && (*profile)->is_known(row); });
    if (products->empty()) return {};
  }
  return queue_.add(CatalogueChunk{std::string(source), std::move(rows)});
}

Result<void> ExtractionSink::line(const sources::RawLine& line) {
  const auto profile = profiler();
  if (!profile) return std::unexpected(profile.error());
  (*profile)->see(line);
  return queue_.add(line);
}

Result<void> ExtractionSink::reject(domain::DeadLetter letter) {
  const auto profile = profiler();
  if (!profile) return std::unexpected(profile.error());
  (*profile)->see_unreadable();
  return queue_.add(letter);
}

}  // namespace shelfcast::ingest
