// SPDX-License-Identifier: Apache-2.0
#include "ingest/desk.hpp"

#include "ingest/chunk.hpp"
#include "shelfcast/telemetry/metrics.hpp"

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include <algorithm>
#include <iterator>
#include <utility>

namespace shelfcast::ingest {
namespace {

constexpr std::size_t kLinesAtATime = 32;

std::string_view name_of(domain::LineStatus status) {
  switch (status) {
    case domain::LineStatus::sold:
      return "sold";
    case domain::LineStatus::cancelled:
      return "cancelled";
    case domain::LineStatus::returned:
      return "returned";
    case domain::LineStatus::taken_back:
      break;
  }
  return "taken back";
}

std::string written(const sources::Moment& moment) {
  const auto* day = std::get_if<Day>(&moment);
  return day != nullptr ? format_day(*day) : format_instant(std::get<Instant>(moment));
}

/// The row as it was understood: its file and number lead to it as it stands.
std::string row_of(const sources::RawLine& line) {
  nlohmann::ordered_json row{{"order", line.order},
                             {"line", line.line},
                             {"product", line.product},
                             {"happened", written(line.happened)},
                             {"quantity", format_micro(line.quantity)},
                             {"status", name_of(line.status)}};
  if (line.unit_price) row["unitPrice"] = format_minor(*line.unit_price);
  if (line.line_total) row["lineTotal"] = format_minor(*line.line_total);
  if (line.updated) row["updated"] = written(*line.updated);
  return row.dump();
}

/// What is queued when the row is tried again.
std::string payload_of(const sources::RawLine& line) {
  ChunkWriter chunk;
  chunk.begin(line.place.source);
  chunk.add(line);
  return chunk.finish();
}

void add_metric(std::string_view marketplace, std::string_view outcome, std::uint64_t rows) {
  if (rows == 0) return;
  telemetry::counter("shelfcast_ingest_rows_total", {{"marketplace", marketplace}, {"outcome", outcome}})
      .add(static_cast<double>(rows));
}

}  // namespace

Result<Desk> Desk::open(const Rooms& rooms, std::string_view marketplace) {
  auto known = rooms.catalogue.marketplace(marketplace);
  if (!known) return std::unexpected(known.error());
  auto days = LocalDays::of(*known);
  if (!days) return std::unexpected(days.error());
  return Desk(rooms, std::move(*known), std::move(*days));
}

Desk::Desk(const Rooms& rooms, domain::Marketplace marketplace, LocalDays days)
    : rooms_(&rooms),
      marketplace_(std::move(marketplace)),
      products_(std::make_unique<ProductIds>(rooms.catalogue, marketplace_.id)),
      judge_(days, rooms.clock.now()),
      recorder_({rooms.catalogue, marketplace_.id, *products_}, std::move(days), rooms.clock.now()),
      now_(rooms.clock.now()) {}

Result<void> Desk::take(const sources::RawLine& line) {
  waiting_.push_back(line);
  return waiting_.size() < kLinesAtATime ? Result<void>() : judge_waiting();
}

Result<void> Desk::judge_waiting() {
  keys_.clear();
  for (const auto& line : waiting_) keys_.push_back(line.product);
  if (auto found = products_->find_many(keys_, ids_); !found) return found;
  for (std::size_t i = 0; i < waiting_.size(); ++i) {
    const auto sale = judge_.judge(waiting_[i], ids_[i]);
    sale ? sales_.push_back(*sale) : set_aside(waiting_[i], sale.error());
  }
  waiting_.clear();
  return {};
}

void Desk::set_aside(const sources::RawLine& line, const Refusal& refusal) {
  const bool may_appear = refusal.code == kUnknownProduct;
  take({.source = std::string(line.place.source),
        .position = fmt::format("row {}", line.place.row),
        .code = std::string(refusal.code),
        .reason = refusal.reason,
        .row = row_of(line),
        .at = {},
        .payload = payload_of(line),
        .waits_for = may_appear ? std::string(line.product) : std::string()});
}

void Desk::take(domain::DeadLetter letter) {
  letter.at = now_;
  letters_.push_back(std::move(letter));
}

Result<void> Desk::take(const CatalogueChunk& chunk) {
  if (auto judged = judge_waiting(); !judged) return judged;
  return recorder_.record(chunk.rows, [&](std::uint64_t row, const Refusal& refusal) -> Result<void> {
    take({.source = chunk.source,
          .position = fmt::format("row {}", row),
          .code = std::string(refusal.code),
          .reason = refusal.reason,
          .row = "",
          .at = {}});
    return {};
  });
}

Result<void> Desk::write(storage::Batch& into) {
  if (auto judged = judge_waiting(); !judged) return judged;
  auto merged = rooms_->deltas.merge(marketplace_.id, sales_, into);
  if (!merged) return std::unexpected(merged.error());
  merged_ = std::move(*merged);
  rooms_->dead_letters.add(marketplace_.id, letters_, into);
  return {};
}

void Desk::committed() {
  counted_.rows_in += sales_.size() + letters_.size();
  counted_.counted += merged_.counted;
  counted_.duplicate += merged_.duplicate;
  for (const auto& letter : letters_) ++counted_.rejected_by[letter.code];
  std::vector<ProductId> changed;
  changed.reserve(changed_.size() + merged_.products.size());
  std::ranges::set_union(changed_, merged_.products, std::back_inserter(changed));
  changed_ = std::move(changed);
  add_metric(marketplace_.key, "counted", merged_.counted);
  add_metric(marketplace_.key, "duplicate", merged_.duplicate);
  add_metric(marketplace_.key, "rejected", letters_.size());
  sales_.clear();
  letters_.clear();
  products_->look_again();
}

Result<std::size_t> Desk::release() {
  const auto known = [this](std::string_view product) -> Result<bool> {
    const auto id = products_->find(product);
    if (!id) return std::unexpected(id.error());
    return *id != nullptr;
  };
  return rooms_->dead_letters.release(marketplace_, known, rooms_->log);
}

Result<Desk*> Desks::of(std::string_view marketplace) {
  auto found = desks_.find(marketplace);
  if (found == desks_.end()) {
    auto desk = Desk::open(rooms_, marketplace);
    if (!desk) return std::unexpected(desk.error());
    found = desks_.emplace(marketplace, std::move(*desk)).first;
  }
  return &found->second;
}

}  // namespace shelfcast::ingest
