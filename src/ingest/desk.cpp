// SPDX-License-Identifier: Apache-2.0
#include "ingest/desk.hpp"

#include "ingest/chunk.hpp"
#include "shelfcast/telemetry/metrics.hpp"

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include <utility>

namespace shelfcast::ingest {
namespace {

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
  const auto keys = rooms.catalogue.product_keys(known->id);
  if (!keys) return std::unexpected(keys.error());
  return Desk(rooms, std::move(*known), std::move(*days), ProductIds(*keys));
}

Desk::Desk(const Rooms& rooms, domain::Marketplace marketplace, LocalDays days, ProductIds products)
    : rooms_(&rooms),
      marketplace_(std::move(marketplace)),
      judge_(days, std::move(products), rooms.clock.now()),
      recorder_(rooms.catalogue, marketplace_.id, std::move(days), rooms.clock.now()),
      now_(rooms.clock.now()) {}

Result<void> Desk::take(const sources::RawLine& line) {
  auto sale = judge_.judge(line);
  if (!sale && sale.error().code == kUnknownProduct && !looked_for_products_) {
    if (auto looked = look_for_new_products(); !looked) return looked;
    sale = judge_.judge(line);
  }
  sale ? sales_.push_back(*sale) : set_aside(line, sale.error());
  return {};
}

Result<void> Desk::look_for_new_products() {
  looked_for_products_ = true;
  const auto keys = rooms_->catalogue.product_keys(marketplace_.id);
  if (!keys) return std::unexpected(keys.error());
  judge_.set_products(ProductIds(*keys));
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
  auto recorded = recorder_.record(chunk.rows, [&](std::uint64_t row, const Refusal& refusal) -> Result<void> {
    take({.source = chunk.source,
          .position = fmt::format("row {}", row),
          .code = std::string(refusal.code),
          .reason = refusal.reason,
          .row = "",
          .at = {}});
    return {};
  });
  const auto* const products = std::get_if<std::vector<sources::RawProduct>>(&chunk.rows);
  return recorded && products != nullptr ? learn(*products) : recorded;
}

Result<void> Desk::learn(const std::vector<sources::RawProduct>& products) {
  for (const auto& product : products) {
    if (judge_.knows(product.key)) continue;
    const auto id = rooms_->catalogue.product_id(marketplace_.id, product.key);
    if (!id) return std::unexpected(id.error());
    if (*id) judge_.add_product(product.key, **id);
  }
  return {};
}

Result<void> Desk::write(storage::Batch& into) {
  const auto merged = rooms_->deltas.merge(marketplace_.id, sales_, into);
  if (!merged) return std::unexpected(merged.error());
  merged_ = *merged;
  rooms_->dead_letters.add(marketplace_.id, letters_, into);
  return {};
}

void Desk::committed() {
  counted_.rows_in += sales_.size() + letters_.size();
  counted_.counted += merged_.counted;
  counted_.duplicate += merged_.duplicate;
  for (const auto& letter : letters_) ++counted_.rejected_by[letter.code];
  for (const auto& sale : sales_) products_.insert(sale.product);
  add_metric(marketplace_.key, "counted", merged_.counted);
  add_metric(marketplace_.key, "duplicate", merged_.duplicate);
  add_metric(marketplace_.key, "rejected", letters_.size());
  sales_.clear();
  letters_.clear();
  looked_for_products_ = false;
}

Result<std::size_t> Desk::release() {
  const auto known = [this](std::string_view product) { return judge_.knows(product); };
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
