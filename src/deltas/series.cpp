// SPDX-License-Identifier: Apache-2.0
#include "deltas/ledger_scan.hpp"
#include "shelfcast/base/time.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace shelfcast::deltas {
namespace {

std::unexpected<Error> damaged(ProductId product) {
  return fail(Code::corrupt, fmt::format("product {}", product.value), "its ledger cannot be read");
}

bool was_known(const LedgerEntry& entry, Instant at) {
  return entry.learnt_hour * kHour <= at.seconds;
}

/// Appends the days of one ledger; false where it is damaged.
bool add_days(std::vector<domain::DailySales>& days, std::string_view ledger, const Deltas::Asked& asked) {
  LedgerReader entries(ledger);
  while (const auto entry = entries.next()) {
    if (entry->day > asked.last) break;
    if (entry->day < asked.first || !was_known(*entry, asked.known_at)) continue;
    if (days.empty() || days.back().day != entry->day) days.push_back({entry->day, 0, 0});
    days.back().units += entry->units;
    days.back().amount += entry->amount;
  }
  return entries.ok();
}

void drop_empty(std::vector<domain::DailySales>& days) {
  std::erase_if(days, [](const domain::DailySales& day) { return day.units == 0 && day.amount == 0; });
}

}  // namespace

Result<void> Deltas::series(MarketplaceId marketplace, const Asked& asked, const Visit& visit) const {
  auto years = years_with_ledgers(store_, marketplace);
  if (!years) return std::unexpected(years.error());
  std::erase_if(*years, [&](int year) { return year < civil(asked.first).year || year > civil(asked.last).year; });
  std::vector<domain::DailySales> days;
  const auto add_up = [&](ProductId product, const std::vector<std::string>& ledgers) -> Result<void> {
    days.clear();
    for (const auto& ledger : ledgers) {
      if (!add_days(days, ledger, asked)) return damaged(product);
    }
    drop_empty(days);
    if (!days.empty()) visit(product, days);
    return {};
  };
  return scan_products(store_, {marketplace, asked.from, asked.to}, *years, add_up);
}

}  // namespace shelfcast::deltas
