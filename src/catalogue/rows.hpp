// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "shelfcast/base/ids.hpp"
#include "shelfcast/base/result.hpp"
#include "shelfcast/base/time.hpp"
#include "shelfcast/storage/database.hpp"

#include <cstdint>

namespace shelfcast::catalogue {

/// Runs a bound statement that answers nothing and makes it ready for the next row.
inline Result<void> run(storage::Statement& statement) {
  const auto stepped = statement.step();
  statement.reset();
  if (!stepped) return std::unexpected(stepped.error());
  return {};
}

/// Calls `visit` with the statement at each of its rows.
template <class Visit>
Result<void> for_each_row(storage::Statement& statement, Visit&& visit) {
  while (true) {
    const auto more = statement.step();
    if (!more) return std::unexpected(more.error());
    if (!*more) return {};
    visit(statement);
  }
}

inline std::int64_t number(Instant at) {
  return at.seconds;
}
inline std::int64_t number(Day day) {
  return day.number;
}
template <class Tag>
std::int64_t number(Id<Tag> id) {
  return id.value;
}

template <class IdType>
IdType id_in(const storage::Statement& row, int column) {
  return IdType{static_cast<std::uint32_t>(row.integer(column))};
}

inline Day day_in(const storage::Statement& row, int column) {
  return Day{static_cast<std::int32_t>(row.integer(column))};
}

}  // namespace shelfcast::catalogue
