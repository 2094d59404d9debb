// SPDX-License-Identifier: Apache-2.0
#include "deltas/orders.hpp"

#include "deltas/facts.hpp"

#include <algorithm>
#include <compare>

namespace shelfcast::deltas {
namespace {

using domain::Sale;

/// A sale with the first bytes of its order that differ within the batch: seldom is more of the ids compared.
struct Ranked {
  std::uint64_t head;
  const Sale* sale;
};

std::size_t common_prefix(std::span<const Sale> sales) {
  std::string_view prefix = sales.front().order;
  for (const Sale& sale : sales) {
    const auto differs = std::ranges::mismatch(prefix, sale.order);
    prefix = prefix.substr(0, static_cast<std::size_t>(differs.in1 - prefix.begin()));
  }
  return prefix.size();
}

std::uint64_t head_of(std::string_view order, std::size_t skipped) {
  std::uint64_t head = 0;
  for (std::size_t i = skipped; i < skipped + sizeof(head); ++i) {
    head = head << 8U | (i < order.size() ? static_cast<unsigned char>(order[i]) : 0U);
  }
  return head;
}

}  // namespace

std::vector<const Sale*> by_order(std::span<const Sale> sales) {
  std::vector<const Sale*> sorted(sales.size());
  std::ranges::transform(sales, sorted.begin(), [](const Sale& sale) { return &sale; });
  if (std::ranges::is_sorted(sales, {}, &Sale::order)) return sorted;

  const std::size_t skipped = common_prefix(sales);
  std::vector<Ranked> ranked(sales.size());
  std::ranges::transform(sales, ranked.begin(),
                         [&](const Sale& sale) { return Ranked{head_of(sale.order, skipped), &sale}; });
  std::ranges::sort(ranked, [](const Ranked& a, const Ranked& b) {
    if (a.head != b.head) return a.head < b.head;
    const auto order = a.sale->order <=> b.sale->order;
    return order == 0 ? a.sale < b.sale : order < 0;
  });
  std::ranges::transform(ranked, sorted.begin(), &Ranked::sale);
  return sorted;
}

std::vector<std::string> keys_of(MarketplaceId marketplace, std::span<const Sale* const> sorted) {
  std::vector<std::string> keys;
  std::string_view previous;
  for (const auto* sale : sorted) {
    if (keys.empty() || sale->order != previous) keys.push_back(fact_key(marketplace, sale->order));
    previous = sale->order;
  }
  return keys;
}

}  // namespace shelfcast::deltas
