// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "predictions/mapped_table.hpp"
#include "shelfcast/base/lru_cache.hpp"

#include <deque>
#include <filesystem>
#include <mutex>
#include <string>
#include <vector>

namespace shelfcast::predictions {

/// A table on disk: what is known of it without mapping it.
struct Entry {
  Kept kept;
  std::string time_zone;
  int week_start = 0;
  bool refreshed = false;  ///< has parts: one of many tables between two cycles
};

/// Those of `entries` (oldest first) that may go: older than `keep_days`, or refreshed and replaced an hour ago; and
/// for no frame the last one before a period.
std::vector<std::string> to_sweep(const std::vector<Entry>& entries, Instant now, int keep_days);

/// The tables of one marketplace: a folder each, and a file `current` that names the one that serves. Any thread.
class Shelf {
 public:
  /// Reads what stands in the folder and maps the current table, or the newest one that can be read in its place.
  explicit Shelf(std::filesystem::path folder);

  Result<TablePtr> publish(const domain::Cube& cube, Instant now, const Tables::Preparing& preparing);
  Result<TablePtr> bring_back(const domain::Cube& cube, Instant published, Instant now);
  Result<std::vector<std::string>> sweep(Instant now, int keep_days);
  [[nodiscard]] TablePtr current() const;
  [[nodiscard]] TablePtr before(Instant moment) const;
  [[nodiscard]] TablePtr find(std::string_view id) const;
  [[nodiscard]] std::vector<Kept> kept() const;
  /// The key as its tables state it; empty where none can be read.
  [[nodiscard]] const std::string& marketplace() const { return marketplace_; }

 private:
  void read_entries();
  void load_current();
  [[nodiscard]] TablePtr newest_readable() const;
  [[nodiscard]] TablePtr mapped(const std::string& id) const;
  [[nodiscard]] TablePtr load(const std::string& id) const;
  Result<TablePtr> write(const domain::Cube& cube, Instant now);
  Result<void> remove(const std::string& id);
  [[nodiscard]] bool was_just_brought_back(const std::string& id, Instant now) const;
  [[nodiscard]] std::filesystem::path folder_of(std::string_view id) const;
  [[nodiscard]] std::vector<Entry> entries() const;
  void serve(const TablePtr& table);

  static constexpr std::size_t kMappedAtOnce = 8;
  static constexpr std::size_t kMostBroughtBack = 8;
  struct BroughtBack {
    std::string id;
    Instant at;
  };

  std::filesystem::path folder_;
  std::string marketplace_;
  std::mutex changing_;                   // one at a time changes the folder; guards what follows
  std::deque<BroughtBack> brought_back_;  // the first one first; forgotten with the process, and then swept
  mutable std::mutex loading_;            // one table is read at a time, by who wants it first
  mutable std::mutex lock_;               // guards all below
  std::vector<Entry> entries_;            // oldest first
  TablePtr current_;
  mutable LruCache<std::string, TablePtr> mapped_{kMappedAtOnce};
};

}  // namespace shelfcast::predictions
