// SPDX-License-Identifier: Apache-2.0
#include "ingest/merging.hpp"

#include "ingest/chunk.hpp"
#include "shelfcast/telemetry/log.hpp"
#include "shelfcast/telemetry/metrics.hpp"

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include <algorithm>
#include <utility>

namespace shelfcast::ingest {
namespace {

constexpr std::string_view kGroup = "merge";
// Sales of one batch: the more, the fewer times an order's or product's record is written; and all of them in memory.
constexpr std::size_t kEventsInBatch = 32;

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

void add_metric(std::string_view marketplace, std::string_view outcome, std::uint64_t rows) {
  if (rows == 0) return;
  telemetry::counter("shelfcast_ingest_rows_total", {{"marketplace", marketplace}, {"outcome", outcome}})
      .add(static_cast<double>(rows));
}

}  // namespace

Result<Merging> Merging::begin(const Rooms& rooms, const domain::Marketplace& marketplace) {
  auto days = LocalDays::of(marketplace);
  if (!days) return std::unexpected(days.error());
  const auto keys = rooms.catalogue.product_keys(marketplace.id);
  if (!keys) return std::unexpected(keys.error());
  return Merging(rooms, marketplace, Judge(std::move(*days), ProductIds(*keys), rooms.clock.now()));
}

Merging::Merging(const Rooms& rooms, const domain::Marketplace& marketplace, Judge judge)
    : rooms_(rooms), marketplace_(marketplace), judge_(std::move(judge)), now_(rooms.clock.now()) {}

Result<void> Merging::run(const Progress& progress) {
  const auto backlog = rooms_.log.backlog(marketplace_.key, kGroup);
  if (!backlog) return std::unexpected(backlog.error());
  std::uint64_t done = 0;
  while (true) {
    const auto events = rooms_.log.read(marketplace_.key, kGroup, kEventsInBatch);
    if (!events) return std::unexpected(events.error());
    if (events->empty()) break;
    if (auto merged = merge(*events); !merged) return merged;
    done += events->size();
    progress(std::min(1.0, static_cast<double>(done) / static_cast<double>(std::max<std::uint64_t>(*backlog, 1))));
  }
  telemetry::gauge("shelfcast_queue_backlog_events", {{"marketplace", marketplace_.key}}).set(0);
  telemetry::log(telemetry::Severity::info, "merged",
                 {{"marketplace", marketplace_.key},
                  {"rows", counted_.rows_in},
                  {"counted", counted_.counted},
                  {"duplicate", counted_.duplicate}});
  return rooms_.log.trim(marketplace_.key);
}

/// What is counted, what is set aside and how far the log has been read become durable together.
Result<void> Merging::merge(const std::vector<eventlog::StoredEvent>& events) {
  sales_.clear();
  letters_.clear();
  for (const auto& event : events) {
    if (auto sorted = sort_out(event); !sorted) return sorted;
  }
  storage::Batch batch;
  const auto merged = rooms_.deltas.merge(marketplace_.id, sales_, batch);
  if (!merged) return std::unexpected(merged.error());
  rooms_.dead_letters.add(marketplace_.id, letters_, batch);
  rooms_.log.commit(marketplace_.key, kGroup, events, batch);
  if (auto committed = rooms_.store.commit(batch, "merge.batch"); !committed) return committed;
  count(*merged);
  return {};
}

Result<void> Merging::sort_out(const eventlog::StoredEvent& event) {
  return read_chunk(event.payload, {.line =
                                        [this](const sources::RawLine& line) {
                                          auto sale = judge_.judge(line);
                                          sale ? sales_.push_back(std::move(*sale)) : set_aside(line, sale.error());
                                        },
                                    .letter = [this](domain::DeadLetter letter) { set_aside(std::move(letter)); }});
}

void Merging::set_aside(const sources::RawLine& line, const Refusal& refusal) {
  set_aside({.source = std::string(line.place.source),
             .position = fmt::format("row {}", line.place.row),
             .code = std::string(refusal.code),
             .reason = refusal.reason,
             .row = row_of(line),
             .at = {}});
}

void Merging::set_aside(domain::DeadLetter letter) {
  letter.at = now_;
  letters_.push_back(std::move(letter));
}

void Merging::count(const deltas::Merged& merged) {
  counted_.rows_in += sales_.size() + letters_.size();
  counted_.counted += merged.counted;
  counted_.duplicate += merged.duplicate;
  for (const auto& letter : letters_) ++counted_.rejected_by[letter.code];
  add_metric(marketplace_.key, "counted", merged.counted);
  add_metric(marketplace_.key, "duplicate", merged.duplicate);
  add_metric(marketplace_.key, "rejected", letters_.size());
}

}  // namespace shelfcast::ingest
