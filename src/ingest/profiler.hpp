// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "ingest/local_days.hpp"
#include "shelfcast/base/key_table.hpp"
#include "shelfcast/catalogue/catalogue.hpp"
#include "shelfcast/domain/load.hpp"
#include "shelfcast/sources/source.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <unordered_set>

namespace shelfcast::ingest {

/// Draws the profile of a load while it is read, against what the catalogue knew before it. For one thread.
class Profiler {
 public:
  Profiler(const catalogue::Snapshot& before, LocalDays days);

  void see(const sources::RawLine& line);
  void see(const sources::CatalogueRows& rows);
  void see_unreadable() { ++profile_.unreadable; }
  [[nodiscard]] domain::LoadProfile profile() const;

  /// Whether the catalogue said all that already, at that time or earlier, and nothing else was told since.
  [[nodiscard]] bool is_known(const sources::RawProduct& row);

 private:
  struct Known {
    Minor price = 0;
    std::uint64_t said = 0;  ///< of name, category and seller
    Day since;
    bool before = false;
    bool sold = false;
    bool changed = false;  ///< since: what is told of it from then on counts, also that it is as it was
  };

  LocalDays days_;
  domain::LoadProfile profile_;
  KeyTable<Known> products_;
  std::unordered_set<std::string> categories_;
  std::unordered_set<std::int64_t> days_sold_;
  std::optional<std::int64_t> last_day_;  // mostly the next line's, too
};

}  // namespace shelfcast::ingest
