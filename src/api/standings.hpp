// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "api/rankings.hpp"
#include "api/sold_beside.hpp"

#include <expected>
#include <string>
#include <string_view>

namespace shelfcast::api {

/// What all who ask share, however they ask: the rankings that were made, and what was sold beside. Any thread.
class Standings {
 public:
  explicit Standings(const Services& services) : services_(services), sold_(services) {}

  Rankings& rankings() { return rankings_; }
  /// What was sold in a period that is over, where that is counted; for `live` in any other what was sold since,
  /// refused where it is not.
  std::optional<Refusal> put_sold_beside(Choice& choice, bool live);
  /// The table that answers now, with what was sold since where that is counted.
  std::expected<Choice, Refusal> live(std::string_view marketplace, const Question& question);

 private:
  const Services& services_;
  SoldCounts sold_;
  Rankings rankings_;
};

/// All that a live answer depends on besides its question: where it is the same, so is the answer.
std::string live_edition(const Choice& choice);

}  // namespace shelfcast::api
