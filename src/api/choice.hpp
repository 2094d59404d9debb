// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "api/question.hpp"
#include "shelfcast/api/api.hpp"

#include <expected>
#include <memory>
#include <optional>
#include <string_view>
#include <vector>

namespace shelfcast::api {

struct SoldBeside;

/// A part of all products: of one seller, of a band of prices, of some that were named, or all of these.
struct Slice {
  std::optional<SellerId> seller = {};
  std::optional<Micro> least_price = {};
  std::optional<Micro> most_price = {};
  std::shared_ptr<const std::vector<ProductId>> only = {};  ///< ascending; null: any. Whoever asks alone sees these

  [[nodiscard]] bool is_all() const { return *this == Slice{}; }
  /// Whether a product belongs to it. Its price is what a unit of it is expected to bring: of which nothing is
  /// expected, that has none, and is in no band.
  [[nodiscard]] bool holds(const domain::ForecastProduct& product, const domain::Expected& expected) const;
  bool operator==(const Slice&) const = default;
};

/// The table and the period that answer a question.
struct Choice {
  predictions::TablePtr table;
  Period period = {};
  Instant begins = {};      ///< the first second of the period, where the marketplace is
  Instant ends = {};        ///< its last one
  Day about = {};           ///< the local day the question is about
  Instant good_until = {};  ///< when the same question may get another answer; the past: at any time
  bool is_known = false;    ///< what was sold in the period, up to its end
  std::shared_ptr<const SoldBeside> sold = {};  ///< this where it is known; for live=true since the numbers were made
  Slice slice = {};                             ///< nothing but this
  bool tells_confidence = true;
};

/// A running or coming period is answered by the table that serves, one that is over by what was promised before it
/// began; a question that names a table by that one. A rolling window begins at the
/// table's cut. What has to be made again first is refused with the job that does it.
std::expected<Choice, Refusal> choose(const Services& services, std::string_view marketplace, const Question& question);
/// As it is answered while this table serves.
std::expected<Choice, Refusal> choose(const Services& services, const predictions::TablePtr& serving,
                                      const Question& question);

/// Whether a question may have to be answered by another table than the one that serves, which then is read from disk.
bool may_need_another_table(const Services& services, std::string_view marketplace, const Question& question);

/// The table that serves a marketplace, or why there is none.
std::expected<predictions::TablePtr, Refusal> serving_table(const Services& services, std::string_view marketplace);

/// The time that counts as now for a marketplace.
Instant now_for(const Services& services, const domain::Cube& cube, const TimeZone& zone);

}  // namespace shelfcast::api
