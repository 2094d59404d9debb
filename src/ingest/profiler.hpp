// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "shelfcast/base/key_table.hpp"
#include "shelfcast/catalogue/catalogue.hpp"
#include "shelfcast/domain/load.hpp"
#include "shelfcast/sources/source.hpp"

#include <optional>
#include <string>
#include <unordered_set>

namespace shelfcast::ingest {

/// Draws the profile of a load while it is read, against what the catalogue knew before it.
class Profiler {
 public:
  explicit Profiler(const catalogue::Snapshot& before);

  void see(const sources::RawLine& line);
  void see(const sources::CatalogueRows& rows);
  void see_unreadable() { ++profile_.unreadable; }
  [[nodiscard]] domain::LoadProfile profile() const;

 private:
  struct Known {
    Minor price = 0;
    bool before = false;
    bool sold = false;
  };

  domain::LoadProfile profile_;
  KeyTable<Known> products_;
  std::unordered_set<std::string> categories_;
  std::unordered_set<std::int64_t> days_;
  std::optional<std::int64_t> last_day_;  // mostly the next line's, too
};

}  // namespace shelfcast::ingest
