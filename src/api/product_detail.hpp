// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "api/rankings.hpp"

#include <nlohmann/json.hpp>

#include <cstddef>
#include <expected>
#include <optional>
#include <span>
#include <unordered_map>

namespace shelfcast::api {

/// A product of a table.
struct Shown {
  predictions::TablePtr table;
  std::size_t row;
  std::size_t category;  ///< its own

  [[nodiscard]] const domain::Cube& cube() const { return table->cube(); }
  [[nodiscard]] const domain::ForecastProduct& product() const { return cube().products[row]; }
};

/// Nothing where its category is not in the table.
std::optional<Shown> show(const predictions::TablePtr& table, std::size_t row);

/// The one that is called so, by id or key.
std::expected<Shown, Refusal> show_named(const predictions::TablePtr& table, std::string_view name);

/// Who it is: of a product by itself, and of one in a list.
nlohmann::ordered_json identity_of(const Shown& shown);
/// The same of a product that was asked about, with the table that answers.
nlohmann::ordered_json heading_of(const Shown& shown);
/// The days after the cut that a time frame is long.
Period coming(Frame frame, const domain::Cube& cube);

/// The steps that lie within so many days after the cut: days, or weeks of a weekly source, and what comes after them.
nlohmann::ordered_json steps_of(const Shown& shown, std::size_t days);
/// What is expected in every time frame that begins the day after the cut.
nlohmann::ordered_json frames_of(const Shown& shown, Rankings& rankings, bool tells_confidence);
/// What the table knew of the days up to its cut: those with sales, the earliest first; null where it is not kept.
Result<nlohmann::ordered_json> history_of(const Services& services, const Shown& shown, std::size_t days);
/// Where products of a table stood in their categories' coming week, by the last tables that are kept and not newer,
/// the earliest first.
std::unordered_map<ProductId, nlohmann::ordered_json> ranks_of(const Services& services,
                                                               const predictions::Table& table,
                                                               std::span<const ProductId> products, std::size_t count);

}  // namespace shelfcast::api
