// SPDX-License-Identifier: Apache-2.0
#include "orders/directory.hpp"

#include <algorithm>
#include <charconv>
#include <optional>

namespace shelfcast::orders {
namespace {

std::optional<std::uint32_t> number_in(std::string_view text) {
  std::uint32_t value = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (error != std::errc() || end != text.data() + text.size()) return std::nullopt;
  return value;
}

/// Things of one kind, found by our id (they are ascending by it) and by the source's key.
template <class Thing>
class Index {
 public:
  explicit Index(const std::vector<Thing>& things) : things_(things) {
    by_key_.reserve(things.size());
    for (const auto& thing : things) by_key_.emplace(thing.key, &thing);
  }

  [[nodiscard]] const Thing* by_key(std::string_view key) const {
    const auto found = by_key_.find(key);
    return found == by_key_.end() ? nullptr : found->second;
  }
  [[nodiscard]] const Thing* by_id(std::string_view text) const {
    const auto value = number_in(text);
    if (!value) return nullptr;
    const auto found = std::ranges::lower_bound(things_, *value, {}, [](const auto& thing) { return thing.id.value; });
    return found != things_.end() && found->id.value == *value ? &*found : nullptr;
  }

 private:
  const std::vector<Thing>& things_;
  std::unordered_map<std::string_view, const Thing*> by_key_;
};

}  // namespace

struct Directory::Market {
  explicit Market(catalogue::Listing all)
      : listing(std::move(all)), sellers(listing.sellers), products(listing.products) {}

  const catalogue::Listing listing;
  const Index<domain::Seller> sellers;
  const Index<catalogue::ListedProduct> products;
};

Directory::Directory(std::vector<catalogue::Listing> listings) {
  markets_.reserve(listings.size());
  for (auto& listing : listings) markets_.push_back(std::make_shared<const Market>(std::move(listing)));
}

std::vector<const domain::Marketplace*> Directory::marketplaces() const {
  std::vector<const domain::Marketplace*> all;
  all.reserve(markets_.size());
  for (const auto& market : markets_) all.push_back(&market->listing.marketplace);
  return all;
}

const domain::Marketplace* Directory::marketplace(std::string_view key) const {
  for (const auto& market : markets_) {
    if (market->listing.marketplace.key == key) return &market->listing.marketplace;
  }
  return nullptr;
}

std::expected<Directory::Merchant, Code> Directory::merchant(const OutsideId& id,
                                                             const domain::Marketplace* marketplace) const {
  std::vector<Merchant> found;
  const auto look = [&](bool by_id) {
    for (const auto& market : markets_) {
      const auto& here = market->listing.marketplace;
      if (marketplace != nullptr && marketplace->id != here.id) continue;
      const auto* seller = by_id ? market->sellers.by_id(id.text) : market->sellers.by_key(id.text);
      if (seller != nullptr) found.push_back({&here, seller->id, &seller->key});
    }
  };
  look(id.is_number);
  if (found.empty()) look(!id.is_number);
  if (found.empty()) return std::unexpected(Code::not_found);
  if (found.size() > 1) return std::unexpected(Code::conflict);
  return found.front();
}

Directory::Product Directory::product(const OutsideId& id, MarketplaceId marketplace) const {
  for (const auto& market : markets_) {
    if (market->listing.marketplace.id != marketplace) continue;
    const auto& products = market->products;
    const auto* found = id.is_number ? products.by_id(id.text) : products.by_key(id.text);
    if (found == nullptr) found = id.is_number ? products.by_key(id.text) : products.by_id(id.text);
    if (found != nullptr) return {found->key, market->listing.categories.at(found->category)};
  }
  return {id.text, {}};
}

}  // namespace shelfcast::orders
