// SPDX-License-Identifier: Apache-2.0
#include "ingest/product_ids.hpp"

#include <algorithm>

namespace shelfcast::ingest {
namespace {

// A few orders touch few products; a load touches most, and then one question for all of them is the cheaper one.
constexpr std::size_t kFew = 200;

}  // namespace

Result<const ProductId*> ProductIds::find(std::string_view key) {
  if (const ProductId* known = known_.find(key)) return known;
  if (unknown_.find(key) != nullptr) return nullptr;
  if (++asked_ > kFew + known_.size() / 2) {
    if (auto loaded = load_all(); !loaded) return std::unexpected(loaded.error());
    if (const ProductId* known = known_.find(key)) return known;
  }
  if (auto asked = look_up({&key, 1}); !asked) return std::unexpected(asked.error());
  return known_.find(key);
}

Result<void> ProductIds::find_many(std::span<const std::string_view> keys, std::vector<const ProductId*>& found) {
  found.resize(keys.size());
  known_.find_many(keys, found);
  if (std::ranges::find(found, nullptr) == found.end()) return {};
  for (const auto key : keys) {
    if (auto asked = find(key); !asked) return std::unexpected(asked.error());
  }
  known_.find_many(keys, found);  // those that were asked for have moved the others
  return {};
}

Result<void> ProductIds::look_up(std::span<const std::string_view> keys) {
  const auto ids = catalogue_.product_ids(marketplace_, keys);
  if (!ids) return std::unexpected(ids.error());
  for (std::size_t i = 0; i < keys.size(); ++i) {
    const auto& id = (*ids)[i];
    id ? void(known_.try_emplace(keys[i], *id)) : void(unknown_.try_emplace(keys[i]));
  }
  return {};
}

Result<void> ProductIds::load_all() {
  const auto keys = catalogue_.product_keys(marketplace_);
  if (!keys) return std::unexpected(keys.error());
  for (const auto& product : *keys) known_.try_emplace(product.key, product.id);
  asked_ = 0;
  return {};
}

}  // namespace shelfcast::ingest
