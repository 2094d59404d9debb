// SPDX-License-Identifier: Apache-2.0
#include "deltas/ledger_scan.hpp"

#include "deltas/families.hpp"

namespace shelfcast::deltas {
namespace {

constexpr std::size_t kProductsAtOnce = 2000;

std::string end_of_year(const LedgerKey& key) {
  return encode(LedgerKey{key.marketplace, key.year + 1, {}});
}

using Ledgers = std::map<ProductId, std::vector<std::string>>;

struct Window {
  Ledgers ledgers;
  std::uint32_t complete_to;  ///< beyond it, some year was not read yet
};

Result<Window> read_window(const storage::Store& store, const ProductRange& products, const std::vector<int>& years) {
  Window window{.ledgers = {}, .complete_to = products.to.value};
  for (const int year : years) {
    std::size_t read = 0;
    const auto take = [&](ProductId product, std::string_view ledger) {
      if (product.value > window.complete_to) return false;
      window.ledgers[product].emplace_back(ledger);
      if (++read < kProductsAtOnce) return true;
      window.complete_to = product.value;
      return false;
    };
    if (auto done = scan_year(store, {products.marketplace, year, products.from}, take); !done)
      return std::unexpected(done.error());
  }
  // An earlier year may have been read further than the least complete one: the next window reads that part again.
  window.ledgers.erase(window.ledgers.upper_bound(ProductId{window.complete_to}), window.ledgers.end());
  return window;
}

}  // namespace

Result<std::vector<int>> years_with_ledgers(const storage::Store& store, MarketplaceId marketplace) {
  std::vector<int> years;
  for (int from = 0;;) {
    bool found = false;
    const auto visit = [&](std::string_view key, std::string_view) {
      const auto ledger = decode_ledger_key(key);
      found = ledger.marketplace == marketplace;
      if (found) years.push_back(ledger.year);
      return false;
    };
    if (auto done = store.scan(kLedger, encode(LedgerKey{marketplace, from, {}}), {}, visit); !done) {
      return std::unexpected(done.error());
    }
    if (!found) return years;
    from = years.back() + 1;
  }
}

Result<void> scan_year(const storage::Store& store, const LedgerKey& from, const LedgerVisit& visit) {
  return store.scan(kLedger, encode(from), end_of_year(from), [&](std::string_view key, std::string_view ledger) {
    return visit(decode_ledger_key(key).product, ledger);
  });
}

Result<void> scan_products(const storage::Store& store, const ProductRange& products, const std::vector<int>& years,
                           const ProductVisit& visit) {
  for (ProductRange rest = products;;) {
    const auto window = read_window(store, rest, years);
    if (!window) return std::unexpected(window.error());
    for (const auto& [product, ledgers] : window->ledgers)
      if (auto done = visit(product, ledgers); !done) return done;
    if (window->complete_to >= products.to.value) return {};
    rest.from = ProductId{window->complete_to + 1};
  }
}

}  // namespace shelfcast::deltas
