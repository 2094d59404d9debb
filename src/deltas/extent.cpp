// SPDX-License-Identifier: Apache-2.0
#include "deltas/changes.hpp"
#include "deltas/families.hpp"
#include "deltas/totals.hpp"

#include <functional>
#include <ranges>

namespace shelfcast::deltas {
namespace {

constexpr Day kEndOfTime{0xFFFF};  // of the aggregates: see Change

/// Calls `visit` with the first day of every span within `period` that has a block, ascending, until it says false.
/// `sold`: whether the block says anything; one whose sales were all returned does not.
using VisitBlock = std::function<bool(Day first, bool sold)>;
Result<void> visit_blocks(const storage::Store& store, MarketplaceId marketplace, Span span, const Period& period,
                          const VisitBlock& visit) {
  return store.scan(
      kTotals, totals_key(marketplace, span, period.first), totals_key(marketplace, span, period.last + 1),
      [&](std::string_view key, std::string_view block) { return visit(first_day_of(key), !block.empty()); });
}

Result<std::optional<Day>> first_day(const storage::Store& store, MarketplaceId marketplace) {
  std::optional<Day> first;
  const auto visit = [&](Day day, bool sold) {
    if (sold) first = day;
    return !sold;
  };
  if (auto read = visit_blocks(store, marketplace, Span::day, {Day{0}, kEndOfTime}, visit); !read) {
    return std::unexpected(read.error());
  }
  return first;
}

Result<std::optional<Day>> last_day(const storage::Store& store, MarketplaceId marketplace) {
  std::vector<Day> months;
  const auto collect = [&](Day month, bool) {
    months.push_back(month);
    return true;
  };
  if (auto read = visit_blocks(store, marketplace, Span::month, {Day{0}, kEndOfTime}, collect); !read) {
    return std::unexpected(read.error());
  }
  std::optional<Day> last;
  const auto visit = [&](Day day, bool sold) {
    if (sold) last = day;
    return true;
  };
  for (const Day month : std::views::reverse(months)) {
    const auto read = visit_blocks(store, marketplace, Span::day, month_of(month), visit);
    if (!read) return std::unexpected(read.error());
    if (last) break;
  }
  return last;
}

}  // namespace

Result<std::optional<Deltas::Extent>> Deltas::extent(MarketplaceId marketplace) const {
  const auto first = first_day(store_, marketplace);
  if (!first) return std::unexpected(first.error());
  const auto last = last_day(store_, marketplace);
  if (!last) return std::unexpected(last.error());
  if (!*first || !*last) return std::optional<Extent>();
  return std::optional(Extent{**first, **last});
}

}  // namespace shelfcast::deltas
