// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "support/ingest_rooms.hpp"

#include <fmt/format.h>

#include <map>
#include <stdexcept>
#include <string>
#include <vector>

namespace shelfcast::testing {

/// Everything it takes to count what a source tells, in a folder that may outlive it.
class Station {
 public:
  explicit Station(const std::filesystem::path& folder) : rooms_(folder, clock_) {}

  ingest::Counted import(const std::string& marketplace, sources::Source& source) {
    const auto extracted = rooms_.ingest.extract(marketplace, source, [](double) {});
    if (!extracted) throw std::runtime_error(extracted.error().text());
    return rooms_.ingest.merge(marketplace, [](double) {}).value();
  }

  /// "2025-01-10 3 29.97" for each day with sales.
  std::vector<std::string> daily_totals(const std::string& marketplace) {
    std::map<Day, std::pair<Micro, Minor>> totals;
    const auto take = [&](ProductId, std::span<const domain::DailySales> days) {
      for (const auto& day : days) {
        totals[day.day].first += day.units;
        totals[day.day].second += day.amount;
      }
    };
    const auto id = rooms_.catalogue.marketplace(marketplace).value().id;
    rooms_.deltas.series(id, {Day{0}, Day{40'000}, Instant{std::int64_t{1} << 40}}, take).value();
    std::vector<std::string> lines;
    for (const auto& [day, total] : totals) {
      lines.push_back(fmt::format("{} {} {}", format_day(day), format_micro(total.first), format_minor(total.second)));
    }
    return lines;
  }
  std::uint64_t differences_from_recount(const std::string& marketplace) {
    return rooms_.deltas.recount(rooms_.catalogue.marketplace(marketplace).value().id).value().wrong;
  }

  [[nodiscard]] storage::Store& store() { return *rooms_.store; }
  [[nodiscard]] eventlog::EventLog& log() { return *rooms_.log; }

 private:
  SystemClock clock_;
  IngestRooms rooms_;
};

}  // namespace shelfcast::testing
