// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "api/choice.hpp"

#include <cstdint>
#include <optional>
#include <string_view>
#include <vector>

namespace shelfcast::api {

struct RankedRow {
  std::size_t index = 0;  ///< into the cube's categories or products
  std::uint32_t id = 0;
  std::uint32_t rank = 0;  ///< by expected amount, from 1 on, whatever the list is ordered by
  domain::Expected expected;
  domain::Expected sold;  ///< on a page, where the choice has it
};

/// A ranking by expected amount, the best first: ties, the lower id is the better one. Or its rows in another order.
struct Ranked {
  std::vector<RankedRow> rows;
  domain::Expected sum;  ///< of all rows
};

/// One page of it. Ascending is the exact reverse.
struct RankedPage {
  std::vector<RankedRow> rows;
  std::size_t total = 0;
  std::size_t first = 0;  ///< how many rows stand before this page
  domain::Expected sum;   ///< of all rows, on this page or not
  domain::Expected sold;
};

/// What is ranked: the categories that hold products themselves, of which a slice may leave none; the products of one
/// and of all below it; or all products. By amount, or by units, the most first, or by name, byte by byte; ties by
/// amount.
struct RankedOf {
  domain::Level level = domain::Level::category;
  std::optional<std::size_t> category = {};
  Order order = Order::amount;
};
Ranked ranked(const Choice& choice, const RankedOf& of);

RankedPage page_of(const Ranked& ranking, const Question& question);

/// Whether the first stands before the other in a ranking by expected amount.
bool is_better(const RankedRow& one, const RankedRow& other);

std::optional<std::size_t> place_of(const domain::Cube& cube, ProductId product);
std::optional<std::size_t> place_of(const domain::Cube& cube, CategoryId category);
/// A category by its id or by the source's own key.
std::optional<std::size_t> find_category(const domain::Cube& cube, std::string_view id_or_key);
/// Whether `top` is the category itself or one of its ancestors. Counts its steps: a source's tree may hold a circle.
bool belongs_to(const domain::Cube& cube, std::size_t category, std::size_t top);
Refusal unknown_category(const domain::Cube& cube, std::string_view category);

/// A seller of any product, by its id or by the source's own key.
std::optional<SellerId> find_seller(const domain::Cube& cube, std::string_view id_or_key);
/// Leaves nothing but what the question's band of prices holds, and this seller sells; without one named, any.
std::optional<Refusal> narrow(Choice& choice, const Question& question, std::string_view seller);

/// A product by its id or by the source's own key.
std::optional<std::size_t> find_product(const domain::Cube& cube, std::string_view id_or_key);
Refusal unknown_product(const domain::Cube& cube, std::string_view product);

}  // namespace shelfcast::api
