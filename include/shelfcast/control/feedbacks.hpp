// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "shelfcast/base/result.hpp"
#include "shelfcast/domain/feedback.hpp"

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string_view>
#include <vector>

namespace shelfcast::control {

/// What people think of predictions. Any thread.
class Feedbacks {
 public:
  virtual ~Feedbacks() = default;

  /// Keeps it, and returns it with its id and time. The same under the same key (not empty) is what was kept first;
  /// another one under that key is `invalid`.
  virtual Result<domain::Feedback> give(domain::Feedback feedback, std::string_view idempotency_key) = 0;
  /// Newest first, those before this id.
  [[nodiscard]] virtual Result<std::vector<domain::Feedback>> list(std::optional<std::int64_t> before,
                                                                   std::size_t at_most) const = 0;
};

}  // namespace shelfcast::control
