// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "api/rankings.hpp"
#include "api/sold_since.hpp"

#include <expected>
#include <string>
#include <string_view>

namespace shelfcast::api {

/// What all who ask share, however they ask: the rankings that were made, and what was sold since. Any thread.
class Standings {
 public:
  explicit Standings(const Services& services) : services_(services), since_(services) {}

  Rankings& rankings() { return rankings_; }
  /// Refused where this server says nothing of what was sold.
  std::expected<SoldSincePtr, Refusal> sold_since(const predictions::TablePtr& table) { return since_.of(table); }
  /// The table that answers now, with what was sold since where that is counted.
  std::expected<Choice, Refusal> live(std::string_view marketplace, const Question& question);

 private:
  const Services& services_;
  SoldSinceCounts since_;
  Rankings rankings_;
};

/// All that a live answer depends on besides its question: where it is the same, so is the answer.
std::string live_edition(const Choice& choice);

}  // namespace shelfcast::api
