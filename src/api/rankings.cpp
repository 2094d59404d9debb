// SPDX-License-Identifier: Apache-2.0
#include "api/rankings.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace shelfcast::api {
namespace {

std::string key_of(const Choice& choice, std::optional<std::size_t> category, Order order) {
  const auto& table = *choice.table;
  const auto& slice = choice.slice;
  return fmt::format("{}\n{}\n{:x}\n{}\n{}\n{}\n{}\n{}\n{}\n{}", table.cube().marketplace, table.id(), table.digest(),
                     choice.period.first.number, choice.period.last.number,
                     category ? static_cast<std::int64_t>(*category) : -1, slice.seller.value_or(SellerId{}).value,
                     slice.least_price.value_or(-1), slice.most_price.value_or(-1), static_cast<int>(order));
}

Ranked ranked(const Choice& choice, std::optional<std::size_t> category, Order order) {
  return ordered_by(order, choice, category ? rank_products(choice, *category) : rank_categories(choice),
                    category.has_value());
}

}  // namespace

RankedPage Rankings::page(const Choice& choice, const Question& question, std::optional<std::size_t> category) {
  if (choice.since) return page_of(ranked(choice, category, question.order), question);
  return page_of(*kept(choice, category, question.order), question);
}

std::size_t Rankings::place_of_category(const Choice& choice, std::size_t category) {
  const auto ranking = kept(choice, std::nullopt, Order::amount);
  const auto found = std::ranges::find(ranking->rows, category, &RankedRow::index);
  return static_cast<std::size_t>(found - ranking->rows.begin()) + 1;
}

/// Two who ask at once may both rank: they find the same.
Rankings::Kept Rankings::kept(const Choice& choice, std::optional<std::size_t> category, Order order) {
  const std::string key = key_of(choice, category, order);
  {
    const std::scoped_lock lock(using_kept_);
    if (auto found = kept_.get(key)) return std::move(*found);
  }
  auto made = std::make_shared<const Ranked>(ranked(choice, category, order));
  const std::scoped_lock lock(using_kept_);
  if (auto by_another = kept_.get(key)) return std::move(*by_another);
  kept_.put(key, made, made->rows.size());
  return made;
}

}  // namespace shelfcast::api
