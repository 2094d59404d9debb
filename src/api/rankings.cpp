// SPDX-License-Identifier: Apache-2.0
#include "api/rankings.hpp"

#include "api/sold_beside.hpp"
#include "shelfcast/base/written.hpp"

#include <algorithm>

namespace shelfcast::api {
namespace {

constexpr std::size_t kKeyBytes = 128;  // most are shorter

std::string key_of(const Choice& choice, const RankedOf& of) {
  const auto& table = *choice.table;
  const auto& slice = choice.slice;
  std::string key;
  key.reserve(kKeyBytes);
  key.append(table.cube().marketplace).append("\n").append(table.id());
  const auto add = [&key](auto number) { write_number(key += '\n', static_cast<std::int64_t>(number)); };
  add(table.digest());
  add(choice.period.first.number);
  add(choice.period.last.number);
  add(of.level);
  of.category ? add(*of.category) : add(-1);
  add(of.order);
  add(slice.seller.value_or(SellerId{}).value);
  add(slice.least_price.value_or(-1));
  add(slice.most_price.value_or(-1));
  return key;
}

RankedOf of_page(std::optional<std::size_t> category, Order order) {
  return {.level = category ? domain::Level::product : domain::Level::category, .category = category, .order = order};
}

/// The order does not hang on what was sold, which is counted for the page alone.
void put_sold(const Choice& choice, const Ranked& ranking, domain::Level level, RankedPage& page) {
  if (!choice.sold) return;
  for (const auto& row : ranking.rows) page.sold += sold_of(choice, level, row.index);
  for (auto& row : page.rows) row.sold = sold_of(choice, level, row.index);
}

}  // namespace

RankedPage Rankings::page(const Choice& choice, const Question& question, std::optional<std::size_t> category) {
  return page(choice, question, of_page(category, question.order));
}

RankedPage Rankings::best_products(const Choice& choice, const Question& question) {
  return page(choice, question, {.level = domain::Level::product});
}

RankedPage Rankings::page(const Choice& choice, const Question& question, const RankedOf& of) {
  const auto ranking = kept(choice, of);
  auto page = page_of(*ranking, question);
  put_sold(choice, *ranking, of.level, page);
  return page;
}

std::size_t Rankings::place_in_category(const predictions::TablePtr& table, std::size_t product, const Period& period) {
  const auto& cube = table->cube();
  const auto category = place_of(cube, cube.products[product].category);
  if (!category) return 1;
  const auto ranking = kept({.table = table, .period = period}, of_page(category, Order::amount));
  const RankedRow row{product, cube.products[product].id.value, 0, table->product(product, period), {}};
  const auto better =
      std::ranges::subrange(ranking->rows.begin(), std::ranges::lower_bound(ranking->rows, row, is_better));
  const auto own = table->products_of(*category);
  if (ranking->rows.size() == own.count) return better.size() + 1;
  // Products of categories below it stand there too.
  const auto is_own = [&](const RankedRow& one) { return one.index - own.first < own.count; };
  return static_cast<std::size_t>(std::ranges::count_if(better, is_own)) + 1;
}

std::size_t Rankings::place_of_category(const Choice& choice, std::size_t category) {
  const auto ranking = kept(choice, of_page(std::nullopt, Order::amount));
  const auto found = std::ranges::find(ranking->rows, category, &RankedRow::index);
  return static_cast<std::size_t>(found - ranking->rows.begin()) + 1;
}

/// Two who ask at once may both rank: they find the same.
Rankings::Kept Rankings::kept(const Choice& choice, const RankedOf& of) {
  // What one asker alone sees is not worth keeping, and never found by another.
  if (choice.slice.only) return std::make_shared<const Ranked>(ranked(choice, of));
  const std::string key = key_of(choice, of);
  {
    const std::scoped_lock lock(using_kept_);
    if (auto found = kept_.get(key)) return std::move(found->ranking);
  }
  made_.add();
  auto made = std::make_shared<const Ranked>(ranked(choice, of));
  const std::scoped_lock lock(using_kept_);
  if (auto by_another = kept_.get(key)) return std::move(by_another->ranking);
  kept_.put(key, {choice.table->digest(), choice.period, choice.slice, of, made}, made->rows.size());
  return made;
}

void Rankings::rank_again(const predictions::Table& last, const predictions::TablePtr& next) {
  if (next->digest() == last.digest()) return;
  const auto& cube = last.cube();
  const Day cut = cube.receipt.data_cut;
  const int moved = next->cube().receipt.data_cut - cut;
  for (const auto& [digest, period, slice, asked, ranking] : kept_of(last)) {
    RankedOf of = asked;
    if (of.category) of.category = place_of(next->cube(), cube.categories[*of.category].id);
    if (asked.category && !of.category) continue;
    const auto rank = [&](const Period& one) {
      if (next->covers(one)) kept({.table = next, .period = one, .slice = slice}, of);
    };
    rank(period);
    // A window that rolls begins as much later as the table does.
    if (moved != 0 && period.first == cut + 1) rank({period.first + moved, period.last + moved});
  }
}

std::vector<Rankings::Entry> Rankings::kept_of(const predictions::Table& table) {
  std::vector<Entry> kept;
  const std::scoped_lock lock(using_kept_);
  kept_.for_each([&](const std::string&, const Entry& entry) {
    if (entry.digest == table.digest()) kept.push_back(entry);
  });
  std::ranges::reverse(kept);
  return kept;
}

}  // namespace shelfcast::api
