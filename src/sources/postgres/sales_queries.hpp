// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "sources/postgres/position.hpp"
#include "sources/postgres/tables.hpp"

#include <optional>
#include <span>
#include <string>
#include <vector>

namespace shelfcast::sources {

/// From when on rows may be new: by the updated_at of a table that has one, else by the day of the sale.
struct Since {
  std::optional<Instant> orders;
  std::optional<Instant> lines;
  std::optional<Day> day;
};

/// The SQL that asks for lines joined with their transactions. Each row: the cells of transaction_products, those of
/// transactions, and the day by which lines are counted.
class SalesQueries {
 public:
  /// `marketplace` and every day below are literals, quoted already.
  SalesQueries(DatabaseTable orders, DatabaseTable lines, std::string marketplace);

  [[nodiscard]] std::string all() const { return rows_where("TRUE"); }
  /// Only what may be new: by updated_at where a table has one, else by day.
  [[nodiscard]] std::string changed(const Since& since) const;
  [[nodiscard]] std::string of_days(std::span<const std::string> days) const;
  /// For each day how many lines there are, and a digest of what they say.
  [[nodiscard]] std::string counts() const;

 private:
  [[nodiscard]] std::string joined() const;
  [[nodiscard]] std::string rows_where(std::string_view condition) const;
  [[nodiscard]] std::string day() const;
  [[nodiscard]] std::string content() const;

  DatabaseTable orders_;
  DatabaseTable lines_;
  std::string marketplace_;
};

}  // namespace shelfcast::sources
