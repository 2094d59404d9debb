// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "api/rankings.hpp"
#include "api/sold_since.hpp"

#include <expected>
#include <string>
#include <string_view>

namespace shelfcast::api {

/// What sells best of a whole marketplace, live: its products by what is expected of them, and what was sold of them
/// since, where that is counted. Any thread.
class TopSellers {
 public:
  explicit TopSellers(const Services& services) : services_(services), since_(services) {}

  /// The table that answers now, with what was sold since.
  std::expected<Choice, Refusal> now(std::string_view marketplace, const Question& question);
  RankedPage page(const Choice& choice, const Question& question) { return rankings_.best_products(choice, question); }
  Rankings& rankings() { return rankings_; }

 private:
  const Services& services_;
  SoldSinceCounts since_;
  Rankings rankings_;
};

/// All that a live answer depends on besides its question: where it is the same, so is the answer.
std::string live_edition(const Choice& choice);

}  // namespace shelfcast::api
