// SPDX-License-Identifier: Apache-2.0
#include "deltas/changes.hpp"
#include "deltas/families.hpp"
#include "deltas/ledger.hpp"
#include "deltas/totals.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

namespace shelfcast::deltas {
namespace {

using Totals = std::vector<ProductTotal>;

void add(Totals& totals, const TotalEntry& entry) {
  if (totals.empty() || totals.back().product != entry.product) totals.push_back({entry.product, 0, 0});
  totals.back().units += entry.units;
  totals.back().amount += entry.amount;
}

Totals joined(const Totals& a, const Totals& b) {
  Totals both;
  both.reserve(a.size() + b.size());
  auto left = a.begin();
  auto right = b.begin();
  while (left != a.end() || right != b.end()) {
    const bool from_left = left != a.end() && (right == b.end() || left->product <= right->product);
    const ProductTotal& next = from_left ? *left++ : *right++;
    add(both, {next.product, kNoQuarter, next.units, next.amount});
  }
  return both;
}

/// All of them as one, in pairs and pairs of pairs.
Totals joined(std::vector<Totals> parts) {
  while (parts.size() > 1) {
    std::vector<Totals> halved;
    for (std::size_t i = 0; i + 1 < parts.size(); i += 2) halved.push_back(joined(parts[i], parts[i + 1]));
    if (parts.size() % 2 == 1) halved.push_back(std::move(parts.back()));
    parts = std::move(halved);
  }
  Totals all = parts.empty() ? Totals() : std::move(parts.front());
  std::erase_if(all, [](const ProductTotal& total) { return total.units == 0 && total.amount == 0; });
  return all;
}

/// The blocks that cover a period: months where they lie in it whole, days for the rest.
std::vector<std::string> blocks_of(MarketplaceId marketplace, const Period& period) {
  std::vector<std::string> keys;
  for (Day day = period.first; day <= period.last;) {
    const Period month = month_of(day);
    const bool whole = day == month.first && month.last <= period.last;
    keys.push_back(totals_key(marketplace, whole ? Span::month : Span::day, day));
    day = (whole ? month.last : day) + 1;
  }
  return keys;
}

std::unexpected<Error> unreadable() {
  return fail(Code::corrupt, "totals", "a block cannot be read; `shelfcast doctor --repair` counts it anew");
}

QuarterOfDay when(Day day, const TotalEntry& entry) {
  return {day, std::max<Quarter>(entry.quarter, 1)};
}

/// The entries of one block that `wanted` says yes to.
template <class Wanted>
Result<Totals> read_block(std::string_view block, Wanted wanted) {
  Totals totals;
  TotalsReader entries(block);
  while (const auto entry = entries.next()) {
    if (wanted(*entry)) add(totals, *entry);
  }
  if (!entries.ok()) return unreadable();
  return totals;
}

/// Adds the quarters of one ledger that lie in the period; false where it is damaged.
bool add_quarters(std::vector<LedgerEntry>& quarters, std::string_view ledger, const Period& period) {
  LedgerReader entries(ledger);
  while (const auto entry = entries.next()) {
    if (entry->day < period.first || entry->day > period.last) continue;
    const bool same =
        !quarters.empty() && quarters.back().day == entry->day && quarters.back().quarter == entry->quarter;
    same ? static_cast<void>(quarters.back() += *entry) : quarters.push_back(*entry);
  }
  return entries.ok();
}

}  // namespace

Result<Totals> Deltas::totals(MarketplaceId marketplace, const Period& period) const {
  const auto blocks = store_.get_many(kTotals, blocks_of(marketplace, period));
  if (!blocks) return std::unexpected(blocks.error());
  std::vector<Totals> parts;
  for (const auto& block : *blocks) {
    if (!block) continue;
    auto part = read_block(*block, [](const TotalEntry&) { return true; });
    if (!part) return part;
    parts.push_back(std::move(*part));
  }
  return joined(std::move(parts));
}

Result<Totals> Deltas::totals(MarketplaceId marketplace, const QuarterOfDay& from, const QuarterOfDay& to) const {
  std::vector<Totals> parts;
  for (Day day = from.day; day <= to.day; day = day + 1) {
    const auto block = store_.get(kTotals, totals_key(marketplace, Span::day, day));
    if (!block) return std::unexpected(block.error());
    if (!*block) continue;
    auto part = read_block(**block, [&](const TotalEntry& entry) {
      const auto at = when(day, entry);
      return from <= at && at < to;
    });
    if (!part) return part;
    parts.push_back(std::move(*part));
  }
  return joined(std::move(parts));
}

Result<void> Deltas::quarters(MarketplaceId marketplace, std::span<const ProductId> products, const Period& period,
                              const VisitQuarters& visit) const {
  std::vector<std::string> keys;
  const int first_year = civil(period.first).year;
  const int last_year = civil(period.last).year;
  for (const ProductId product : products) {
    for (int year = first_year; year <= last_year; ++year)
      keys.push_back(encode(LedgerKey{marketplace, year, product}));
  }
  const auto ledgers = store_.get_many(kLedger, keys);
  if (!ledgers) return std::unexpected(ledgers.error());
  std::vector<LedgerEntry> quarters;
  auto ledger = ledgers->begin();
  for (const ProductId product : products) {
    quarters.clear();
    for (int year = first_year; year <= last_year; ++year, ++ledger) {
      if (*ledger && !add_quarters(quarters, **ledger, period)) {
        return fail(Code::corrupt, fmt::format("product {}", product.value), "its ledger cannot be read");
      }
    }
    std::erase_if(quarters, [](const LedgerEntry& entry) { return entry.units == 0 && entry.amount == 0; });
    if (!quarters.empty()) visit(product, quarters);
  }
  return {};
}

Result<void> Deltas::quarters(MarketplaceId marketplace, const Period& period, const VisitQuarter& visit) const {
  for (Day day = period.first; day <= period.last; day = day + 1) {
    const auto block = store_.get(kTotals, totals_key(marketplace, Span::day, day));
    if (!block) return std::unexpected(block.error());
    if (!*block) continue;
    TotalsReader entries(**block);
    while (const auto entry = entries.next()) {
      visit(entry->product, {.day = day, .units = entry->units, .amount = entry->amount, .quarter = entry->quarter});
    }
    if (!entries.ok()) return unreadable();
  }
  return {};
}

}  // namespace shelfcast::deltas
