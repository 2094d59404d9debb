// SPDX-License-Identifier: Apache-2.0
#include "deltas/facts.hpp"
#include "deltas/families.hpp"
#include "deltas/ledger_scan.hpp"

#include <map>
#include <set>
#include <unordered_map>

namespace shelfcast::deltas {
namespace {

struct Sum {
  Micro units = 0;
  Minor amount = 0;
};

/// What the ledgers of one year say more than the facts, by (product, day).
using Excess = std::unordered_map<std::uint64_t, Sum>;

void add(Excess& excess, ProductId product, Day day, const Sum& sum) {
  auto& cell = excess[std::uint64_t{product.value} << 32U | static_cast<std::uint32_t>(day.number)];
  cell.units += sum.units;
  cell.amount += sum.amount;
}

Result<void> for_every_fact(const storage::Store& store, MarketplaceId marketplace,
                            const std::function<void(const FactLine&)>& visit) {
  std::vector<FactLine> lines;
  std::string unreadable;
  const auto prefix = fact_key(marketplace, {});
  const auto read = [&](std::string_view key, std::string_view record) {
    if (!key.starts_with(prefix)) return false;
    lines.clear();
    if (!decode_into(lines, record)) unreadable = key.substr(prefix.size());
    for (const auto& line : lines) visit(line);
    return unreadable.empty();
  };
  if (auto done = store.scan(kFacts, prefix, {}, read); !done) return done;
  if (!unreadable.empty()) return fail(Code::corrupt, "order " + unreadable, "its record cannot be read");
  return {};
}

Result<std::set<int>> years_of_all(const storage::Store& store, MarketplaceId marketplace) {
  const auto ledgers = years_with_ledgers(store, marketplace);
  if (!ledgers) return std::unexpected(ledgers.error());
  std::set<int> years(ledgers->begin(), ledgers->end());
  const auto read =
      for_every_fact(store, marketplace, [&](const FactLine& line) { years.insert(civil(line.day).year); });
  if (!read) return std::unexpected(read.error());
  return years;
}

Result<std::uint64_t> differences_in(const storage::Store& store, const LedgerKey& year) {
  Excess excess;
  std::uint64_t damaged = 0;
  const auto add_ledger = [&](ProductId product, std::string_view ledger) {
    LedgerReader entries(ledger);
    while (const auto entry = entries.next()) add(excess, product, entry->day, {entry->units, entry->amount});
    if (!entries.ok()) ++damaged;
    return true;
  };
  if (auto done = scan_year(store, year, add_ledger); !done) return std::unexpected(done.error());
  const auto subtract = [&](const FactLine& line) {
    if (civil(line.day).year == year.year) add(excess, line.product, line.day, {-line.units, -line.amount});
  };
  if (auto done = for_every_fact(store, year.marketplace, subtract); !done) return std::unexpected(done.error());
  for (const auto& [cell, sum] : excess) damaged += (sum.units != 0 || sum.amount != 0) ? 1 : 0;
  return damaged;
}

}  // namespace

Result<std::uint64_t> Deltas::differences_from_recount(MarketplaceId marketplace) const {
  // Year by year, so that a long history needs time but not memory.
  const auto years = years_of_all(store_, marketplace);
  if (!years) return std::unexpected(years.error());
  std::uint64_t differences = 0;
  for (const int year : *years) {
    const auto found = differences_in(store_, {marketplace, year, {}});
    if (!found) return found;
    differences += *found;
  }
  return differences;
}

}  // namespace shelfcast::deltas
