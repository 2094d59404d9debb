// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <compare>
#include <cstdint>
#include <functional>

namespace shelfcast {

/// A permanent 32-bit id given by the catalogue. A source's own integer id keeps its value; ours start at kOwnIds.
template <class Tag>
struct Id {
  std::uint32_t value = 0;
  auto operator<=>(const Id&) const = default;
};

inline constexpr std::uint32_t kOwnIds = 1U << 31U;

using MarketplaceId = Id<struct MarketplaceTag>;
using SellerId = Id<struct SellerTag>;
using CategoryId = Id<struct CategoryTag>;
using ProductId = Id<struct ProductTag>;

}  // namespace shelfcast

template <class Tag>
struct std::hash<shelfcast::Id<Tag>> {
  std::size_t operator()(shelfcast::Id<Tag> id) const noexcept { return std::hash<std::uint32_t>{}(id.value); }
};
