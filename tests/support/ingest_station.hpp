// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "shelfcast/eventlog/order_events.hpp"
#include "shelfcast/sources/files.hpp"
#include "support/ingest_rooms.hpp"
#include "support/warehouse.hpp"

#include <catch2/catch.hpp>

#include <map>
#include <string>
#include <vector>

namespace shelfcast::testing {

inline Instant at(std::string_view text) {
  return parse_instant(text).value();
}

/// What counts a warehouse's sales, on 1 March 2025.
class IngestStation {
 public:
  explicit IngestStation(const std::filesystem::path& folder) : rooms_(folder, clock_) {}

  Result<ingest::Extracted> extract(const Warehouse& warehouse) {
    const auto source = sources::open_file_warehouse(warehouse.path(), "DE");
    return rooms_.ingest.extract("DE", *source, [](double) {});
  }
  Result<ingest::Extracted> extract(sources::Source& source) {
    return rooms_.ingest.extract("DE", source, [](double) {});
  }
  [[nodiscard]] const std::vector<std::chrono::milliseconds>& pauses() const { return rooms_.waited; }
  ingest::Counted merge() {
    return rooms_.ingest.merge("DE", [](double) {}).value();
  }
  ingest::Counted import(const Warehouse& warehouse) {
    REQUIRE(extract(warehouse));
    return merge();
  }

  /// "2025-01-10 19.99" for each day with sales, as it was known at a moment.
  std::vector<std::string> days(std::string_view known_at = "2025-12-31T00:00:00Z") {
    std::vector<std::string> found;
    const auto take = [&](ProductId, std::span<const domain::DailySales> sales) {
      for (const auto& day : sales) {
        found.push_back(format_day(day.day) + " " + format_micro(day.units) + " " + format_minor(day.amount));
      }
    };
    REQUIRE(rooms_.deltas.series(id(), {Day{0}, Day{40'000}, at(known_at)}, take));
    return found;
  }
  Result<ingest::Loaded> load(const Warehouse& warehouse) {
    const auto source = sources::open_file_warehouse(warehouse.path(), "DE");
    return rooms_.ingest.load("DE", *source, [](double) {});
  }
  std::map<std::string, ingest::OrdersCounted> tell(const std::vector<domain::OrderEvent>& lines) {
    std::vector<eventlog::Event> events;
    for (const auto& line : lines) events.push_back(eventlog::encode(line));
    REQUIRE(rooms_.log->append(eventlog::kOrderEvents, events));
    return rooms_.ingest.count_orders(*rooms_.log).value();
  }
  Result<void> accept(std::int64_t load) { return rooms_.ingest.accept(load); }
  Result<void> reject(std::int64_t load) { return rooms_.ingest.reject(load); }
  std::size_t replay(const std::vector<std::string>& keys) {
    return rooms_.dead_letters.replay(rooms_.catalogue.marketplace("DE").value(), keys, *rooms_.log).value();
  }
  std::size_t drop(const std::vector<std::string>& keys) { return rooms_.dead_letters.drop(id(), keys).value(); }
  std::vector<ingest::StoredDeadLetter> letters() { return rooms_.dead_letters.list(id(), "", 100).value(); }
  std::uint64_t miscounted() { return rooms_.deltas.recount(id()).value().wrong; }
  catalogue::Snapshot catalogue(std::string_view known_at) {
    return rooms_.catalogue.as_known_at(id(), at(known_at)).value();
  }
  /// Events that are queued and not counted yet.
  std::uint64_t waiting() { return rooms_.log->backlog("DE", "merge").value(); }

  /// "2025-01-01 19.5" for each month told.
  std::vector<std::string> months(std::string_view known_at) {
    std::vector<std::string> found;
    const auto known = rooms_.catalogue.months(id(), at(known_at)).value();
    for (const auto& month : known) found.push_back(format_day(month.first) + " " + format_micro(month.units));
    return found;
  }

 private:
  MarketplaceId id() { return rooms_.catalogue.marketplace("DE").value().id; }

  FixedClock clock_{at("2025-03-01T00:00:00Z")};
  IngestRooms rooms_;
};

}  // namespace shelfcast::testing
