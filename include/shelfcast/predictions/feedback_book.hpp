// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "shelfcast/base/result.hpp"
#include "shelfcast/domain/feedback.hpp"
#include "shelfcast/storage/database.hpp"

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string_view>
#include <vector>

namespace shelfcast::predictions {

/// What people think of predictions (SQLite). Any thread.
class FeedbackBook {
 public:
  explicit FeedbackBook(storage::Database& database) : database_(database) {}

  /// Keeps it under an id of its own. What this person said before under the same key (not empty) stands: returned
  /// where the request was the same, else `invalid`.
  Result<domain::Feedback> add(domain::Feedback feedback, std::string_view idempotency_key);
  /// Newest first, those before this id.
  [[nodiscard]] Result<std::vector<domain::Feedback>> list(std::optional<std::int64_t> before,
                                                           std::size_t at_most) const;

 private:
  storage::Database& database_;
};

}  // namespace shelfcast::predictions
