// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "shelfcast/base/key_table.hpp"
#include "shelfcast/catalogue/catalogue.hpp"

#include <span>
#include <string_view>
#include <vector>

namespace shelfcast::ingest {

/// The products of a marketplace by their source's keys, as far as they were asked for. For one thread.
class ProductIds {
 public:
  ProductIds(const catalogue::Catalogue& catalogue, MarketplaceId marketplace)
      : catalogue_(catalogue), marketplace_(marketplace) {}

  /// Null where nobody knows the product, which is then believed until `look_again`. The pointer holds until the next
  /// call.
  Result<const ProductId*> find(std::string_view key);
  /// `find` for many; the pointers hold until the next call.
  Result<void> find_many(std::span<const std::string_view> keys, std::vector<const ProductId*>& found);
  /// The same without asking: null also where `find` was never called.
  [[nodiscard]] const ProductId* known(std::string_view key) const { return known_.find(key); }
  /// Asks for many at once.
  Result<void> look_up(std::span<const std::string_view> keys);
  /// There may be new products.
  void look_again() { unknown_.clear(); }

 private:
  struct Nothing {};
  Result<void> load_all();

  const catalogue::Catalogue& catalogue_;
  MarketplaceId marketplace_;
  KeyTable<ProductId> known_;
  KeyTable<Nothing> unknown_;
  std::size_t asked_ = 0;  // of the catalogue, one by one, since all were loaded
};

}  // namespace shelfcast::ingest
