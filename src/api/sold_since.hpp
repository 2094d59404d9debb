// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "api/choice.hpp"
#include "shelfcast/base/lru_cache.hpp"

#include <cstdint>
#include <expected>
#include <memory>
#include <mutex>
#include <vector>

namespace shelfcast::api {

/// What was sold after the numbers of a table were made: for `live=true`. Net of what was cancelled since.
struct SoldSince {
  predictions::TablePtr table;  ///< it speaks of this one
  Instant at;
  std::vector<domain::Expected> products;    ///< by row of the table
  std::vector<domain::Expected> categories;  ///< by its categories, of the products they hold themselves
  std::uint64_t edition = 1;                 ///< another one whenever the numbers are others
};
using SoldSincePtr = std::shared_ptr<const SoldSince>;

/// Counts them for the tables that are asked about, each at most once a second. Any thread.
class SoldSinceCounts {
 public:
  explicit SoldSinceCounts(const Services& services) : services_(services) {}

  /// Refused where this server says nothing of what was sold.
  std::expected<SoldSincePtr, Refusal> of(const predictions::TablePtr& table);

 private:
  [[nodiscard]] Result<SoldSince> count(const predictions::TablePtr& table, Instant now) const;

  const Services& services_;
  static constexpr std::size_t kTables = 8;

  std::mutex counting_;                                                // guards what follows
  LruCache<const predictions::Table*, SoldSincePtr> latest_{kTables};  // which hold the tables they are known by
};

}  // namespace shelfcast::api
