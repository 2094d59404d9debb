// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "shelfcast/base/money.hpp"
#include "shelfcast/base/random.hpp"
#include "shelfcast/base/time.hpp"
#include "shelfcast/sources/simulator.hpp"

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace shelfcast::sources::simulator {

/// What a random stream is for, so that a change in one part leaves the others' numbers as they were.
enum class Topic : std::uint64_t {
  tree,
  sellers,
  product,
  prices,
  campaigns,
  season,
  shocks,
  drift,
  sales,
  orders,
  customers,
  faults
};

inline Random stream(std::uint64_t seed, Topic topic, std::uint64_t which = 0) {
  return {seed, mix(static_cast<std::uint64_t>(topic), which)};
}

/// The simulated days, counted from 0: `history` with sales, then those of which only the truth is told.
struct Span {
  Day first;
  int history;
  [[nodiscard]] int days() const { return history + kTruthDaysAhead; }
  [[nodiscard]] Day day(int index) const { return first + index; }
};

struct CategoryNode {
  std::uint32_t id;
  std::string name;
  std::string path;
  std::uint32_t parent_id;  ///< 0: a root
  int level;                ///< 1: a root
  int department;           ///< place in departments()
  std::string noun;         ///< what its products are called; empty where it holds none
};

struct SellerRow {
  std::uint32_t id;
  std::string name;
  Day created;
};

struct ProductRow {
  std::uint32_t id;
  std::string name;
  std::string brand;
  std::string colour;
  int leaf;       ///< place in Assortment::leaves
  int seller;     ///< place in Assortment::sellers
  int launched;   ///< day index; negative: before the first day
  int withdrawn;  ///< the first day index on which it is no longer on sale
  double weight;  ///< popularity, relative to other products
  Minor list_price;
  double cost_share;  ///< of the list price
};

struct Assortment {
  std::vector<CategoryNode> categories;
  std::vector<int> leaves;  ///< places in `categories`
  std::vector<SellerRow> sellers;
  std::vector<ProductRow> products;

  [[nodiscard]] const CategoryNode& category_of(const ProductRow& product) const {
    return categories[static_cast<std::size_t>(leaves[static_cast<std::size_t>(product.leaf)])];
  }
};

Assortment build_assortment(const SimulationOptions& options, const Span& span);

/// A price as shops write it: 12.99, 3.49.
Minor shop_price(double amount);

}  // namespace shelfcast::sources::simulator
