// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "api/choice.hpp"
#include "shelfcast/base/lru_cache.hpp"

#include <cstdint>
#include <expected>
#include <memory>
#include <mutex>
#include <string>
#include <vector>

namespace shelfcast::api {

/// What was sold, beside what a table expects: after its numbers were made (for `live=true`), or in a period that is
/// over. Net of what was cancelled since.
struct SoldBeside {
  predictions::TablePtr table;        ///< it speaks of this one
  std::optional<Period> period = {};  ///< the one that is over; nothing: since the numbers were made
  Instant at;
  std::vector<domain::Expected> products;    ///< by row of the table
  std::vector<domain::Expected> categories;  ///< by its categories, of the products they hold themselves
  std::uint64_t edition = 1;                 ///< another one whenever the numbers are others
};
using SoldBesidePtr = std::shared_ptr<const SoldBeside>;

/// Counts it for the tables that are asked about, each at most once a second. Any thread.
class SoldCounts {
 public:
  explicit SoldCounts(const Services& services) : services_(services) {}

  /// Since the numbers were made, or of a period. Refused where this server says nothing of what was sold.
  std::expected<SoldBesidePtr, Refusal> of(const predictions::TablePtr& table, const std::optional<Period>& period);

 private:
  [[nodiscard]] Result<SoldBeside> count(const predictions::TablePtr& table, const std::optional<Period>& period,
                                         Instant now) const;

  const Services& services_;
  static constexpr std::size_t kKept = 8;

  std::mutex counting_;                                 // guards what follows
  LruCache<std::string, SoldBesidePtr> latest_{kKept};  // which hold the tables they are known by
};

/// What of it was sold of one row: of a category, what the slice holds.
domain::Expected sold_of(const Choice& choice, domain::Level level, std::size_t index);

}  // namespace shelfcast::api
