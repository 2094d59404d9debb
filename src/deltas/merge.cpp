// SPDX-License-Identifier: Apache-2.0
#include "deltas/changes.hpp"
#include "deltas/facts.hpp"
#include "deltas/families.hpp"
#include "deltas/order_merge.hpp"
#include "deltas/orders.hpp"

namespace shelfcast::deltas {
namespace {

/// The known records of these orders, nullopt where there is none. Keys ascend.
Result<std::vector<std::optional<std::string>>> records_of(const storage::Store& store,
                                                           const std::vector<std::string>& keys) {
  // Mostly sources number their orders: then one look says that all of them are new.
  bool any = false;
  const auto found = store.scan(kFacts, keys.front(), keys.back() + '\0', [&](std::string_view, std::string_view) {
    any = true;
    return false;
  });
  if (!found) return std::unexpected(found.error());
  if (any) return store.get_many(kFacts, keys);
  return std::vector<std::optional<std::string>>(keys.size());
}

}  // namespace

std::vector<const storage::Family*> families() {
  return {&kFacts, &kLedger, &kTotals};
}

Result<Merged> Deltas::merge(MarketplaceId marketplace, std::span<const domain::Sale> sales, storage::Batch& into) {
  if (sales.empty()) return Merged();
  const auto sorted = by_order(sales);
  const auto keys = keys_of(marketplace, sorted);
  const auto records = records_of(store_, keys);
  if (!records) return std::unexpected(records.error());

  std::vector<Change> changes;
  changes.reserve(sales.size());
  OrderMerge order(changes);
  auto sale = sorted.begin();
  for (std::size_t i = 0; i < keys.size(); ++i) {
    const std::string_view id = (*sale)->order;
    if (!order.load((*records)[i])) return fail(Code::corrupt, "order " + std::string(id), "its record cannot be read");
    for (; sale != sorted.end() && (*sale)->order == id; ++sale) order.tell(**sale);
    if (order.dirty()) into.put(kFacts, keys[i], order.record());
  }
  write_aggregates(marketplace, changes, into);
  Merged merged = order.merged();
  for (const Change& change : changes) {  // they are sorted by now
    if (merged.products.empty() || merged.products.back() != change.product())
      merged.products.push_back(change.product());
  }
  return merged;
}

}  // namespace shelfcast::deltas
