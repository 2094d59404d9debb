// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "shelfcast/base/result.hpp"
#include "shelfcast/sources/source.hpp"
#include "shelfcast/storage/store.hpp"

#include <cstdint>
#include <functional>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <string_view>

namespace shelfcast::sources {

/// What is remembered of a line that was told: what is needed to take it back, and a digest of what it said.
struct ToldLine {
  std::string_view order;
  std::string_view line;
  std::string_view product;
  Moment happened;
  std::optional<Instant> updated;  ///< as of when it was told to have been learnt
  std::uint32_t content = 0;
};

/// The lines that a source has told, by day: so that one which is gone, or says something else, can be told apart.
///
/// Generations: what an extraction remembers stands under a generation of its own, the one above all that its
///              position names. Where the position is not kept, nothing has changed but for garbage that the next
///              `begin` of the same generation clears.
/// Calls:       begin (remember | recall | days_of)* finish, forget. One thread.
class ToldLines {
 public:
  static const storage::Family& family();

  ToldLines(storage::Store& store, std::string_view source) : store_(store), source_(source) {}

  Result<void> begin(std::uint32_t generation);
  Result<void> remember(const std::string& day, const ToldLine& line);
  Result<void> finish();

  /// In the order in which they were told.
  Result<void> recall(std::uint32_t generation, const std::string& day,
                      const std::function<void(const ToldLine&)>& visit) const;
  [[nodiscard]] Result<std::set<std::string>> days_of(std::uint32_t generation) const;
  /// What no position will name again: a day of a generation.
  Result<void> forget(std::uint32_t generation, const std::string& day);

 private:
  [[nodiscard]] std::string key(std::uint32_t generation) const;
  [[nodiscard]] std::string key(std::uint32_t generation, const std::string& day) const;

  storage::Store& store_;
  std::string source_;
  std::uint32_t generation_ = 0;
  std::uint32_t next_segment_ = 0;
  std::map<std::string, std::string, std::less<>> unwritten_;  // by day
  std::size_t unwritten_bytes_ = 0;
};

}  // namespace shelfcast::sources
