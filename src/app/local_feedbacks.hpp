// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "app/house.hpp"
#include "shelfcast/control/feedbacks.hpp"
#include "shelfcast/predictions/feedback_book.hpp"

namespace shelfcast::app {

/// Feedback kept by the house in this process.
class LocalFeedbacks final : public control::Feedbacks {
 public:
  explicit LocalFeedbacks(House& house) : book_(*house.database), clock_(house.clock) {}

  Result<domain::Feedback> give(domain::Feedback feedback, std::string_view idempotency_key) override {
    feedback.at = clock_.now();
    return book_.add(std::move(feedback), idempotency_key);
  }
  [[nodiscard]] Result<std::vector<domain::Feedback>> list(std::optional<std::int64_t> before,
                                                           std::size_t at_most) const override {
    return book_.list(before, at_most);
  }

 private:
  predictions::FeedbackBook book_;
  const Clock& clock_;
};

}  // namespace shelfcast::app
