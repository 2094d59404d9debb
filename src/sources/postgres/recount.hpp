// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "shelfcast/domain/catalogue.hpp"
#include "sources/postgres/sales_reader.hpp"

#include <map>
#include <set>
#include <span>
#include <string>
#include <unordered_map>
#include <unordered_set>
#include <vector>

namespace shelfcast::sources {

/// The lines of each day as the server counts them now.
Result<DayCounts> count_days(Connection& connection, const SalesQueries& queries);

/// Compares the lines of all days that differ from the last count, or were told since, with what is remembered of
/// them: a line that is gone is told as cancelled, one that says something else or was overlooked is told again.
class Recount {
 public:
  Recount(const Telling& telling, SalesReader& reader, ToldLines& told_lines, const domain::Marketplace& marketplace,
          TimeZone zone);

  /// `before`: the position of the earlier extraction. The one being made gets the new counts.
  Result<void> run(const PostgresPosition& before, const SalesQueries& queries, const DayCounts& now);

 private:
  struct Known {
    ToldLine line;  // but for its texts
    std::string product;
    bool seen = false;
  };
  using KnownLines = std::unordered_map<std::string, Known>;  // by order and line

  Result<std::set<std::string>> days_to_compare(const PostgresPosition& before, const DayCounts& now) const;
  Result<void> compare(const PostgresPosition& before, const SalesQueries& queries, std::span<const std::string> days);
  Result<KnownLines> recall(const PostgresPosition& before, std::span<const std::string> days) const;
  Result<void> tell_if_news(const ReadLine& read, KnownLines& known);
  Result<void> tell_moves();
  Result<void> take_back_the_gone();
  [[nodiscard]] bool is_told_as_news(const ReadLine& read) const;
  /// A moment that is newer than the version told before.
  Instant version_after(const ToldLine& line) const;

  const Telling& telling_;
  SalesReader& reader_;
  ToldLines& told_lines_;
  const domain::Marketplace& marketplace_;
  TimeZone zone_;
  KnownLines gone_;
  std::unordered_set<std::string> appeared_;
  std::vector<std::string> news_;  // lines that appeared on a day of these, and were told by their updated_at
};

}  // namespace shelfcast::sources
