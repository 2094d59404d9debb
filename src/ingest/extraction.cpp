// SPDX-License-Identifier: Apache-2.0
#include "ingest/extraction.hpp"

#include <fmt/format.h>

#include <stdexcept>
#include <utility>

namespace shelfcast::ingest {
namespace {

bool same_settings(const domain::Marketplace& a, const domain::Marketplace& b) {
  return a.name == b.name && a.currency == b.currency && a.time_zone == b.time_zone && a.week_start == b.week_start &&
         a.lag_hours == b.lag_hours;
}

}  // namespace

ExtractionSink::ExtractionSink(const Rooms& rooms, std::string marketplace, const Progress& progress,
                               Queue::Appended appended)
    : rooms_(rooms), progress_(progress), queue_(rooms.log, std::move(marketplace), std::move(appended)) {}

Result<void> ExtractionSink::marketplace(const domain::Marketplace& told) {
  auto days = LocalDays::of(told);
  if (!days) return std::unexpected(days.error());
  auto known = rooms_.catalogue.marketplace(told.key);
  if (!known && known.error().code != Code::not_found) return std::unexpected(known.error());
  if (!known || !same_settings(*known, told)) known = rooms_.catalogue.record_marketplace(told);
  if (!known) return std::unexpected(known.error());
  recorder_.emplace(rooms_.catalogue, known->id, std::move(*days), rooms_.clock.now());
  return {};
}

Result<void> ExtractionSink::catalogue(std::string_view source, sources::CatalogueRows rows) {
  if (!recorder_) throw std::logic_error("a source told rows before its marketplace");
  return recorder_->record(rows, [&](std::uint64_t row, const Refusal& refusal) {
    return queue_.add(domain::DeadLetter{.source = std::string(source),
                                         .position = fmt::format("row {}", row),
                                         .code = std::string(refusal.code),
                                         .reason = refusal.reason,
                                         .row = "",
                                         .at = {}});
  });
}

}  // namespace shelfcast::ingest
