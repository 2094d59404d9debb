// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "shelfcast/catalogue/catalogue.hpp"
#include "shelfcast/domain/load.hpp"
#include "shelfcast/sources/source.hpp"

#include <string>
#include <unordered_map>
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
  struct Hash {
    using is_transparent = void;
    std::size_t operator()(std::string_view text) const { return std::hash<std::string_view>{}(text); }
  };
  struct Known {
    Minor price = 0;
    bool before = false;
    bool sold = false;
  };
  Known& product(std::string_view key);

  domain::LoadProfile profile_;
  std::unordered_map<std::string, Known, Hash, std::equal_to<>> products_;
  std::unordered_set<std::string> categories_;
  std::unordered_set<std::int64_t> days_;
};

}  // namespace shelfcast::ingest
