// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "shelfcast/base/time.hpp"

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace shelfcast::sources {

/// What a day's lines were when they were last counted.
struct DayCount {
  std::uint64_t lines = 0;
  std::string digest;            ///< of the lines, in no order
  std::uint32_t generation = 0;  ///< under which the lines are remembered (told_lines.hpp)

  [[nodiscard]] bool same_lines(const DayCount& other) const { return lines == other.lines && digest == other.digest; }
};
using DayCounts = std::map<std::string, DayCount, std::less<>>;  // by the day as the server writes it

/// How far a warehouse in PostgreSQL has been read.
struct PostgresPosition {
  std::map<std::string, Instant, std::less<>> newest;  ///< by table, the newest updated_at told
  std::optional<Day> newest_day;                       ///< of a sale told
  std::optional<Instant> recounted;
  DayCounts days;                        ///< as of the last recount
  std::uint32_t generation = 0;          ///< of this position: above all that it names
  std::vector<std::uint32_t> uncounted;  ///< the generations told since the last recount, oldest first
  std::vector<std::pair<std::uint32_t, std::string>> forgettable;  ///< generations' days that nothing needs any more
};

std::string encode_position(const PostgresPosition& position);
/// One that cannot be read back means that nothing was told.
PostgresPosition decode_postgres_position(std::string_view text);

}  // namespace shelfcast::sources
