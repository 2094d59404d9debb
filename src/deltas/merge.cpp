// SPDX-License-Identifier: Apache-2.0
#include "deltas/facts.hpp"
#include "deltas/families.hpp"
#include "deltas/ledger.hpp"
#include "shelfcast/base/calendar.hpp"

#include <algorithm>
#include <numeric>
#include <tuple>

namespace shelfcast::deltas {
namespace {

struct Change {
  int year;
  ProductId product;
  LedgerEntry entry;
};

/// The sales of one call by order, each order's in the order in which they were told.
std::vector<const domain::Sale*> by_order(std::span<const domain::Sale> sales) {
  std::vector<const domain::Sale*> sorted(sales.size());
  std::ranges::transform(sales, sorted.begin(), [](const domain::Sale& sale) { return &sale; });
  std::ranges::stable_sort(sorted, {}, [](const domain::Sale* sale) { return std::string_view(sale->order); });
  return sorted;
}

std::vector<std::string> keys_of(MarketplaceId marketplace, std::span<const domain::Sale* const> sorted) {
  std::vector<std::string> keys;
  const std::string* previous = nullptr;
  for (const auto* sale : sorted) {
    if (previous == nullptr || *previous != sale->order) keys.push_back(fact_key(marketplace, sale->order));
    previous = &sale->order;
  }
  return keys;
}

FactLine fact_of(const domain::Sale& sale) {
  return {sale.line, sale.product, sale.day, sale.learnt, sale.units, sale.amount};
}

bool is_same_sale(const FactLine& a, const FactLine& b) {
  return a.product == b.product && a.day == b.day && a.units == b.units && a.amount == b.amount;
}

/// Applies the tellings of one order to its lines and collects what they change in the ledgers.
class OrderMerge {
 public:
  OrderMerge(std::vector<Change>& changes, Merged& merged) : changes_(changes), merged_(merged) {}

  bool load(const std::optional<std::string>& record) {
    lines_.clear();
    dirty_ = false;
    return !record || decode_into(lines_, *record);
  }

  void tell(const domain::Sale& sale) {
    const auto told = fact_of(sale);
    const auto known = std::ranges::find(lines_, told.line, &FactLine::line);
    if (known == lines_.end()) {
      add(told, told.learnt, 1);
      lines_.push_back(told);
      count(true);
      return;
    }
    if (told.learnt <= known->learnt) return count(false);
    const bool differs = !is_same_sale(told, *known);
    if (differs) {
      add(*known, told.learnt, -1);
      add(told, told.learnt, 1);
    }
    // Also where nothing else changed: a version between the two that comes late must find a newer one here.
    *known = told;
    dirty_ = true;
    count(differs);
  }

  [[nodiscard]] bool dirty() const { return dirty_; }
  [[nodiscard]] std::string record() const { return encode(lines_); }

 private:
  void add(const FactLine& fact, Instant learnt, int sign) {
    const LedgerEntry entry{fact.day, hour_learnt(learnt), sign * fact.units, sign * fact.amount};
    changes_.push_back({civil(fact.day).year, fact.product, entry});
    dirty_ = true;
  }

  void count(bool counted) { ++(counted ? merged_.counted : merged_.duplicate); }

  std::vector<Change>& changes_;
  Merged& merged_;
  std::vector<FactLine> lines_;
  bool dirty_ = false;
};

void write_ledgers(MarketplaceId marketplace, std::vector<Change>& changes, storage::Batch& into) {
  const auto ledger_of = [](const Change& change) { return std::tuple(change.year, change.product); };
  std::ranges::sort(changes, {}, ledger_of);
  std::vector<LedgerEntry> entries;
  for (std::size_t i = 0; i < changes.size();) {
    const auto ledger = ledger_of(changes[i]);
    const LedgerKey key{marketplace, changes[i].year, changes[i].product};
    entries.clear();
    for (; i < changes.size() && ledger_of(changes[i]) == ledger; ++i) entries.push_back(changes[i].entry);
    net(entries);
    if (!entries.empty()) into.merge(kLedger, encode(key), encode(entries));
  }
}

}  // namespace

std::vector<const storage::Family*> families() {
  return {&kFacts, &kLedger};
}

Result<Merged> Deltas::merge(MarketplaceId marketplace, std::span<const domain::Sale> sales, storage::Batch& into) {
  const auto sorted = by_order(sales);
  const auto keys = keys_of(marketplace, sorted);
  const auto records = store_.get_many(kFacts, keys);
  if (!records) return std::unexpected(records.error());

  Merged merged;
  std::vector<Change> changes;
  changes.reserve(sales.size());
  OrderMerge order(changes, merged);
  auto sale = sorted.begin();
  for (std::size_t i = 0; i < keys.size(); ++i) {
    const std::string_view id = (*sale)->order;
    if (!order.load((*records)[i])) return fail(Code::corrupt, "order " + std::string(id), "its record cannot be read");
    for (; sale != sorted.end() && (*sale)->order == id; ++sale) order.tell(**sale);
    if (order.dirty()) into.put(kFacts, keys[i], order.record());
  }
  write_ledgers(marketplace, changes, into);
  return merged;
}

}  // namespace shelfcast::deltas
