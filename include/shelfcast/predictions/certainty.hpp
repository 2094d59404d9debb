// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "shelfcast/domain/level.hpp"
#include "shelfcast/predictions/tables.hpp"

namespace shelfcast::predictions {

/// What a table expects of a row in a covered period: of a product or a category by its index, or of everything.
domain::Expected expected_of(const Table& table, domain::Level level, std::size_t index, const Period& period);

/// How sure a table is of its rows of one level in a covered period. What they have in common is looked up once,
/// however many are asked about. Does not outlive its table.
class Certainty {
 public:
  Certainty(const Table& table, domain::Level level, const Period& period);

  /// For what is asked about next: see Table::fetch.
  void fetch(std::span<const std::size_t> indices) const;

  /// What the certainty of one row is made from.
  struct Row {
    domain::Expected all;    ///< that is expected of the period
    domain::Expected ahead;  ///< of which is not sold yet
    const domain::TotalErrors* errors;
    domain::Size size;  ///< of the units ahead
  };
  /// Of which so much is expected in the period.
  [[nodiscard]] Row row(std::size_t index, const domain::Expected& all) const;

  /// The interval of its units. Of periods that have begun by the day after the cut and end after it, and of days in
  /// the four weeks after it: only such were measured. What was sold before the cut is certain. Nullopt of others.
  [[nodiscard]] std::optional<domain::IntervalPair> interval(const Row& row) const;

  /// The chance that the amount of a product or category comes within 25 % of what is expected: of a period ahead as
  /// often as predictions of that size did, of a running one by how far what is left of it may be off. Nullopt where
  /// that was not measured.
  [[nodiscard]] std::optional<double> confidence(Frame frame, const Row& row) const;

 private:
  const Table& table_;
  const domain::Level level_;
  const Period period_;
  const Period ahead_;        // what is left of it after the cut
  const bool is_measurable_;  // as intervals were
  std::optional<domain::TotalErrors> errors_;
  std::optional<domain::TotalErrors> errors_of_young_;
};

/// Of a single row.
std::optional<domain::IntervalPair> interval_of(const Table& table, domain::Level level, std::size_t index,
                                                const Period& period);
std::optional<double> confidence_of(const Table& table, Frame frame, domain::Level level, std::size_t index,
                                    const Period& period);

}  // namespace shelfcast::predictions
