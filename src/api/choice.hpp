// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "api/question.hpp"
#include "shelfcast/api/api.hpp"

#include <expected>
#include <memory>
#include <optional>
#include <string_view>

namespace shelfcast::api {

struct SoldSince;

/// The table and the period that answer a question.
struct Choice {
  predictions::TablePtr table;
  Period period;
  Day about;           ///< the local day the question is about
  Instant good_until;  ///< when the same question may get another answer; the past: at any time
  std::shared_ptr<const SoldSince> since = {};  ///< for live=true
  std::optional<SellerId> only_of = {};         ///< nothing but what this one sells
};

/// A running or coming period is answered by the table that serves, one that is over by what was promised before it
/// began; a question that names a table by that one. A rolling window begins at the serving table's cut, never over.
std::expected<Choice, Refusal> choose(const Services& services, std::string_view marketplace, const Question& question);

/// The table that serves a marketplace, or why there is none.
std::expected<predictions::TablePtr, Refusal> serving_table(const Services& services, std::string_view marketplace);

/// The time that counts as now for a marketplace.
Instant now_for(const Services& services, const domain::Cube& cube, const TimeZone& zone);

}  // namespace shelfcast::api
