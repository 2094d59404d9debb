// SPDX-License-Identifier: Apache-2.0
#include "deltas/changes.hpp"

#include "deltas/families.hpp"
#include "deltas/ledger.hpp"
#include "deltas/totals.hpp"

#include <algorithm>
#include <future>
#include <map>
#include <tuple>

namespace shelfcast::deltas {
namespace {

constexpr std::size_t kWorthAThread = 20'000;

LedgerEntry entry_of(const Change& change) {
  return {change.day(), change.learnt_hour, change.units, change.amount, change.quarter()};
}

/// The changes of one product in one year, from `from` on, as a ledger; returns where the next one begins.
std::size_t write_ledger(MarketplaceId marketplace, std::span<const Change> changes, std::size_t from,
                         storage::Batch& into) {
  const ProductId product = changes[from].product();
  const int year = civil(changes[from].day()).year;
  const Day next_year = day_of({year + 1, 1, 1});
  std::vector<LedgerEntry> entries;
  for (; from < changes.size() && changes[from].product() == product && changes[from].day() < next_year; ++from) {
    entries.push_back(entry_of(changes[from]));
  }
  net(entries);
  if (!entries.empty()) into.merge(kLedger, encode(LedgerKey{marketplace, year, product}), encode(entries));
  return from;
}

void write_totals(MarketplaceId marketplace, std::span<const Change> changes, storage::Batch& into) {
  std::map<Day, TotalsWriter> days;
  std::map<Day, TotalsWriter> months;
  // Calendar arithmetic and the look-up of writers once a day, not once a change: millions fall on few days.
  struct Writers {
    TotalsWriter* day = nullptr;
    TotalsWriter* month = nullptr;
  };
  std::vector<Writers> writers_of;
  for (const Change& change : changes) {
    const auto index = static_cast<std::size_t>(change.day().number);
    if (index >= writers_of.size()) writers_of.resize(index + 1);
    Writers& writers = writers_of[index];
    if (writers.day == nullptr) writers = {&days[change.day()], &months[month_of(change.day()).first]};
    TotalEntry entry{change.product(), change.quarter(), change.units, change.amount};
    writers.day->add(entry);
    entry.quarter = kNoQuarter;
    writers.month->add(entry);
  }
  const auto write = [&](Span span, std::map<Day, TotalsWriter>& totals) {
    for (auto& [first, total] : totals) {
      if (const auto block = total.finish(); !block.empty())
        into.merge(kTotals, totals_key(marketplace, span, first), block);
    }
  };
  write(Span::day, days);
  write(Span::month, months);
}

}  // namespace

Quarter quarter_of(std::int32_t second) {
  return second == domain::kNoTime ? kNoQuarter : static_cast<Quarter>(second / kQuarterHour + 1);
}

void write_aggregates(MarketplaceId marketplace, std::vector<Change>& changes, storage::Batch& into) {
  std::ranges::sort(changes, {}, [](const Change& change) { return std::tuple(change.place, change.learnt_hour); });
  // A load's batch is worth a second thread.
  const auto policy = changes.size() < kWorthAThread ? std::launch::deferred : std::launch::async;
  storage::Batch totals;
  auto written = std::async(policy, [&] { write_totals(marketplace, changes, totals); });
  for (std::size_t at = 0; at < changes.size();) at = write_ledger(marketplace, changes, at, into);
  written.get();
  into.append(std::move(totals));
}

}  // namespace shelfcast::deltas
