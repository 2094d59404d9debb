// SPDX-License-Identifier: Apache-2.0
#include "deltas/recount.hpp"

#include "deltas/facts.hpp"
#include "deltas/families.hpp"
#include "deltas/ledger_scan.hpp"

#include <algorithm>
#include <limits>
#include <map>

namespace shelfcast::deltas {
namespace {

// Facts in memory at once: some 250 MB of cells and their differences, whatever the history.
constexpr std::uint64_t kFactsAtOnce = 2'000'000;

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

/// Ascending, one cell a place, none that is nothing.
void net(Cells& cells) {
  std::ranges::sort(cells, {}, &Cell::place);
  std::size_t kept = 0;
  for (std::size_t i = 0; i < cells.size();) {
    Cell sum = cells[i++];
    for (; i < cells.size() && cells[i].place == sum.place; ++i) sum += cells[i];
    if (sum.units != 0 || sum.amount != 0) cells[kept++] = sum;
  }
  cells.resize(kept);
}

/// What `counted` says less than `right`, or more: to be added to make it right.
Cells missing_in(const Cells& counted, const Cells& right) {
  Cells difference = right;
  difference.reserve(right.size() + counted.size());
  for (const Cell& cell : counted) difference.push_back({cell.place, -cell.units, -cell.amount});
  net(difference);
  return difference;
}

bool lies_in(Day day, const Period& period) {
  return period.first <= day && day <= period.last;
}

Cells by_month(const Cells& cells) {
  Cells months;
  months.reserve(cells.size());
  for (const Cell& cell : cells) {
    const Change at{.place = cell.place};
    months.push_back({Change::place_of(at.product(), month_of(at.day()).first, kNoQuarter), cell.units, cell.amount});
  }
  net(months);
  return months;
}

}  // namespace

Result<std::vector<Period>> Recounting::periods() const {
  std::map<Day, std::uint64_t> facts_in;  // by the first day of the month
  const auto ledgers = years_with_ledgers(store_, marketplace_);
  if (!ledgers) return std::unexpected(ledgers.error());
  for (const int year : *ledgers) facts_in[day_of({year, 1, 1})] += 0;
  const auto totals = scan_totals({}, [&](Span, Day first, std::string_view) { facts_in[month_of(first).first] += 0; });
  if (!totals) return std::unexpected(totals.error());
  const auto counted =
      for_every_fact(store_, marketplace_, [&](const FactLine& line) { ++facts_in[month_of(line.day).first]; });
  if (!counted) return std::unexpected(counted.error());

  std::vector<Period> periods;
  std::uint64_t facts = 0;
  for (const auto& [month, count] : facts_in) {
    if (periods.empty() || facts + count > kFactsAtOnce) {
      periods.push_back({month, month});
      facts = 0;
    }
    facts += count;
    // A year's ledgers may speak of months without a fact: up to the next period everything belongs to this one.
    periods.back().last = month;
  }
  for (std::size_t i = 0; i < periods.size(); ++i) {
    periods[i].last = i + 1 < periods.size() ? periods[i + 1].first - 1 : day_of({civil(periods[i].last).year, 12, 31});
  }
  return periods;
}

Result<Cells> Recounting::facts(const Period& period) const {
  Cells cells;
  const auto read = for_every_fact(store_, marketplace_, [&](const FactLine& line) {
    if (!lies_in(line.day, period)) return;
    cells.push_back({Change::place_of(line.product, line.day, quarter_of(line.second)), line.units, line.amount});
  });
  if (!read) return std::unexpected(read.error());
  net(cells);
  return cells;
}

Result<Cells> Recounting::ledgers(const Period& period, std::vector<LedgerKey>& unreadable) const {
  Cells cells;
  for (int year = civil(period.first).year; year <= civil(period.last).year; ++year) {
    const auto take = [&](ProductId product, std::string_view ledger) {
      const std::size_t before = cells.size();
      LedgerReader entries(ledger);
      while (const auto entry = entries.next()) {
        if (!lies_in(entry->day, period)) continue;
        cells.push_back({Change::place_of(product, entry->day, entry->quarter), entry->units, entry->amount});
      }
      if (!entries.ok()) {
        cells.resize(before);
        unreadable.push_back({marketplace_, year, product});
      }
      return true;
    };
    if (auto done = scan_year(store_, {marketplace_, year, {}}, take); !done) return std::unexpected(done.error());
  }
  net(cells);
  return cells;
}

Result<Cells> Recounting::totals(Span span, const Period& period, std::vector<std::string>& unreadable) const {
  Cells cells;
  const auto take = [&](Span of, Day first, std::string_view block) {
    if (of != span || !lies_in(first, period)) return;
    const std::size_t before = cells.size();
    TotalsReader entries(block);
    while (const auto entry = entries.next()) {
      cells.push_back({Change::place_of(entry->product, first, entry->quarter), entry->units, entry->amount});
    }
    if (entries.ok()) return;
    cells.resize(before);
    unreadable.push_back(totals_key(marketplace_, span, first));
  };
  if (auto done = scan_totals(period, take); !done) return std::unexpected(done.error());
  net(cells);
  return cells;
}

Result<void> Recounting::scan_totals(const std::optional<Period>& period, const VisitTotals& visit) const {
  for (const Span span : {Span::day, Span::month}) {
    const auto from = totals_key(marketplace_, span, period ? period->first : Day{0});
    const auto to = period ? totals_key(marketplace_, span, period->last + 1)
                           : totals_key(marketplace_, span, Day{std::numeric_limits<std::int32_t>::max()});
    const auto take = [&](std::string_view key, std::string_view block) {
      visit(span, first_day_of(key), block);
      return true;
    };
    if (auto done = store_.scan(kTotals, from, to, take); !done) return done;
  }
  return {};
}

Result<Differences> Recounting::differences(const Period& period) const {
  const auto right = facts(period);
  if (!right) return std::unexpected(right.error());
  Differences found;
  found.compared = right->size();
  const auto in_ledgers = ledgers(period, found.unreadable_ledgers);
  if (!in_ledgers) return std::unexpected(in_ledgers.error());
  found.ledgers = missing_in(*in_ledgers, *right);
  const auto in_days = totals(Span::day, period, found.unreadable_totals);
  if (!in_days) return std::unexpected(in_days.error());
  found.days = missing_in(*in_days, *right);
  const auto in_months = totals(Span::month, period, found.unreadable_totals);
  if (!in_months) return std::unexpected(in_months.error());
  found.months = missing_in(*in_months, by_month(*right));
  return found;
}

}  // namespace shelfcast::deltas
