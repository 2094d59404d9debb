// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "shelfcast/eventlog/rocks_log.hpp"
#include "shelfcast/ingest/ingest.hpp"
#include "shelfcast/sources/change_stream.hpp"

#include <fmt/format.h>

#include <map>
#include <memory>
#include <stdexcept>
#include <string>
#include <vector>

namespace shelfcast::testing {

/// Everything it takes to count what a source tells, in a folder that may outlive it.
class Station {
 public:
  explicit Station(const std::filesystem::path& folder)
      : store_(storage::Store::open(folder / "store", families()).value()),
        database_(storage::Database::open(folder / "catalogue.db").value()),
        log_(eventlog::open_rocks_log(*store_)) {}

  ingest::Counted import(const std::string& marketplace, sources::Source& source) {
    const auto extracted = ingest_.extract(marketplace, source, [](double) {});
    if (!extracted) throw std::runtime_error(extracted.error().text());
    return ingest_.merge(marketplace, [](double) {}).value();
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
    const auto id = catalogue_.marketplace(marketplace).value().id;
    deltas_.series(id, Day{0}, Day{40'000}, Instant{std::int64_t{1} << 40}, take).value();
    std::vector<std::string> lines;
    for (const auto& [day, total] : totals) {
      lines.push_back(fmt::format("{} {} {}", format_day(day), format_micro(total.first), format_minor(total.second)));
    }
    return lines;
  }
  std::uint64_t differences_from_recount(const std::string& marketplace) {
    return deltas_.differences_from_recount(catalogue_.marketplace(marketplace).value().id).value();
  }

  [[nodiscard]] storage::Store& store() { return *store_; }
  [[nodiscard]] eventlog::EventLog& log() { return *log_; }

 private:
  static std::vector<const storage::Family*> families() {
    std::vector<const storage::Family*> all;
    for (const auto& room :
         {eventlog::families(), deltas::families(), ingest::families(), sources::change_stream_families()}) {
      all.insert(all.end(), room.begin(), room.end());
    }
    return all;
  }

  std::unique_ptr<storage::Store> store_;
  std::unique_ptr<storage::Database> database_;
  std::unique_ptr<eventlog::EventLog> log_;
  catalogue::Catalogue catalogue_{*database_};
  deltas::Deltas deltas_{*store_};
  ingest::DeadLetters dead_letters_{*store_};
  SystemClock clock_;
  ingest::Ingest ingest_{{.store = *store_,
                          .log = *log_,
                          .catalogue = catalogue_,
                          .deltas = deltas_,
                          .dead_letters = dead_letters_,
                          .clock = clock_}};
};

}  // namespace shelfcast::testing
