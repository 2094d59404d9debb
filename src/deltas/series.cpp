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

struct Question {
  Day first;
  Day last;
  Instant known_at;
};

bool was_known(const LedgerEntry& entry, Instant at) {
  return entry.learnt_hour * kHour <= at.seconds;
}

/// Appends the days of one ledger; false where it is damaged.
bool add_days(std::vector<domain::DailySales>& days, std::string_view ledger, const Question& question) {
  LedgerReader entries(ledger);
  while (const auto entry = entries.next()) {
    if (entry->day > question.last) break;
    if (entry->day < question.first || !was_known(*entry, question.known_at)) continue;
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

Result<void> Deltas::series(MarketplaceId marketplace, Day first, Day last, Instant known_at,
                            const Visit& visit) const {
  auto years = years_with_ledgers(store_, marketplace);
  if (!years) return std::unexpected(years.error());
  std::erase_if(*years, [&](int year) { return year < civil(first).year || year > civil(last).year; });
  const Question question{first, last, known_at};
  std::vector<domain::DailySales> days;
  const auto add_up = [&](ProductId product, const std::vector<std::string>& ledgers) -> Result<void> {
    days.clear();
    for (const auto& ledger : ledgers) {
      if (!add_days(days, ledger, question)) return damaged(product);
    }
    drop_empty(days);
    if (!days.empty()) visit(product, days);
    return {};
  };
  return scan_products(store_, marketplace, *years, add_up);
}

}  // namespace shelfcast::deltas
