// SPDX-License-Identifier: Apache-2.0
#include "refresh/part.hpp"

#include <set>
#include <unordered_map>

namespace shelfcast::refresh {

std::vector<CategoryId> with_movers(std::span<const CategoryId> categories, const domain::Cube& table,
                                    std::span<const domain::Product> now) {
  std::unordered_map<ProductId, CategoryId> before;
  for (const auto& product : table.products) before.emplace(product.id, product.category);
  std::set<std::pair<CategoryId, CategoryId>> moves;
  for (const auto& product : now) {
    const auto found = before.find(product.id);
    if (found != before.end() && found->second != product.category) moves.emplace(found->second, product.category);
  }
  std::set<CategoryId> part(categories.begin(), categories.end());
  for (bool grew = true; grew;) {
    grew = false;
    for (const auto& [from, to] : moves) {
      if (part.contains(from) != part.contains(to)) {
        part.insert({from, to});
        grew = true;
      }
    }
  }
  return {part.begin(), part.end()};
}

}  // namespace shelfcast::refresh
