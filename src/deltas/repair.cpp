// SPDX-License-Identifier: Apache-2.0
#include "deltas/families.hpp"
#include "deltas/recount.hpp"

namespace shelfcast::deltas {
namespace {

/// Ledgers that cannot be read are emptied first: what was missing in them is all that the facts say of their days.
void empty_unreadable(const Differences& differences, storage::Batch& into) {
  for (const auto& key : differences.unreadable_ledgers) into.erase(kLedger, encode(key));
  for (const auto& key : differences.unreadable_totals) into.erase(kTotals, key);
}

void correct_ledgers(MarketplaceId marketplace, const Cells& missing, std::uint32_t now, storage::Batch& into) {
  for (const Cell& cell : missing) {
    const Change at{.place = cell.place};
    const LedgerEntry entry{at.day(), now, cell.units, cell.amount, at.quarter()};
    const LedgerKey key{marketplace, civil(at.day()).year, at.product()};
    into.merge(kLedger, encode(key), encode(std::span(&entry, 1)));
  }
}

void correct_totals(MarketplaceId marketplace, Span span, const Cells& missing, storage::Batch& into) {
  for (const Cell& cell : missing) {
    const Change at{.place = cell.place};
    TotalsWriter block;
    block.add({at.product(), at.quarter(), cell.units, cell.amount});
    into.merge(kTotals, totals_key(marketplace, span, at.day()), block.finish());
  }
}

}  // namespace

Result<Recount> Deltas::recount(MarketplaceId marketplace) const {
  const Recounting recounting(store_, marketplace);
  const auto periods = recounting.periods();
  if (!periods) return std::unexpected(periods.error());
  Recount result;
  for (const Period& period : *periods) {
    const auto found = recounting.differences(period);
    if (!found) return std::unexpected(found.error());
    result.compared += found->compared;
    result.wrong += found->wrong();
  }
  return result;
}

Result<Recount> Deltas::repair(MarketplaceId marketplace, Instant now) {
  const Recounting recounting(store_, marketplace);
  const auto periods = recounting.periods();
  if (!periods) return std::unexpected(periods.error());
  Recount result;
  for (const Period& period : *periods) {
    const auto found = recounting.differences(period);
    if (!found) return std::unexpected(found.error());
    storage::Batch batch;
    empty_unreadable(*found, batch);
    correct_ledgers(marketplace, found->ledgers, hour_learnt(now), batch);
    correct_totals(marketplace, Span::day, found->days, batch);
    correct_totals(marketplace, Span::month, found->months, batch);
    if (auto done = store_.commit(batch, "deltas.repair"); !done) return std::unexpected(done.error());
    result.compared += found->compared;
    result.wrong += found->wrong();
  }
  return result;
}

}  // namespace shelfcast::deltas
