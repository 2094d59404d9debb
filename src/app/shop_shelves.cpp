// SPDX-License-Identifier: Apache-2.0
#include "app/shop_shelves.hpp"

#include <algorithm>
#include <cmath>
#include <map>
#include <vector>

namespace shelfcast::app {
namespace {

/// The rows of one product in a list that ascends by product.
template <class Row>
std::span<const Row> rows_of(const std::vector<Row>& rows, ProductId product) {
  const auto [first, last] = std::ranges::equal_range(rows, product, {}, &Row::product);
  return {first, last};
}

/// What of `span` lies where a product was out of stock.
int days_out(std::span<const domain::StockState> states, const Period& span) {
  int days = 0;
  for (std::size_t i = 0; i < states.size(); ++i) {
    if (states[i].in_stock) continue;
    const Day until = i + 1 < states.size() ? states[i + 1].from : span.last + 1;
    days += std::max(std::min(until, span.last + 1) - std::max(states[i].from, span.first), 0);
  }
  return days;
}

void tell_prices(std::span<const domain::Price> prices, Day today, monitor::ShopProduct& product) {
  for (const auto& price : prices) {
    if (price.from > today) break;
    if (product.price > 0) product.earlier_prices.push_back(product.price);
    product.price = price.price;
  }
}

/// What was sold from the day after each day on that levels were last told of.
class SoldSince {
 public:
  SoldSince(const House& house, MarketplaceId marketplace, Day last)
      : house_(house), marketplace_(marketplace), last_(last) {}

  Result<Micro> of(ProductId product, Day told) {
    if (told >= last_) return 0;
    auto totals = totals_.find(told);
    if (totals == totals_.end()) {
      auto read = house_.deltas->totals(marketplace_, {told + 1, last_});
      if (!read) return std::unexpected(read.error());
      totals = totals_.emplace(told, std::move(*read)).first;
    }
    const auto found = std::ranges::lower_bound(totals->second, product, {}, &deltas::ProductTotal::product);
    return found == totals->second.end() || found->product != product ? 0 : found->units;
  }

 private:
  const House& house_;
  MarketplaceId marketplace_;
  Day last_;
  std::map<Day, std::vector<deltas::ProductTotal>> totals_;
};

/// The last level that was told, less what was sold since; what came meanwhile is not known. An old one says nothing.
Result<std::optional<double>> level_of(std::span<const domain::StockState> states, Day last, SoldSince& sold) {
  constexpr int kOld = 31;
  const auto is_later = [&](const domain::StockState& state) { return state.from > last; };
  const auto end = std::ranges::find_if(states, is_later);
  if (end == states.begin()) return std::nullopt;
  const auto& state = *std::prev(end);
  if (!state.in_stock) return 0.0;
  if (!state.level || last - state.from > kOld) return std::nullopt;
  const auto since = sold.of(state.product, state.from);
  if (!since) return std::unexpected(since.error());
  return from_micro(std::max<Micro>(*state.level - *since, 0));
}

/// Of a product without a list of prices: what its sales say.
void tell_paid_price(Minor stated, monitor::ShopProduct& product) {
  const auto& course = product.course;
  if (stated > 0) product.price = stated;
  if (!course || !(course->foreseen > 0)) return;
  const auto a_unit = [](Minor amount, double units) { return std::llround(static_cast<double>(amount) / units); };
  if (product.price == 0 && course->came > 0) product.price = a_unit(course->came_amount, course->came);
  if (const Minor usual = a_unit(course->foreseen_amount, course->foreseen); usual > 0)
    product.earlier_prices.push_back(usual);
}

}  // namespace

Result<void> tell_shelves(const House& house, const domain::Marketplace& marketplace, const ShelfMoment& moment,
                          std::span<const domain::ForecastProduct> products, std::span<monitor::ShopProduct> told) {
  const auto known = house.catalogue->as_known_at(marketplace.id, moment.known_at);
  if (!known) return std::unexpected(known.error());
  const auto stock = house.catalogue->stock(marketplace.id, moment.known_at);
  if (!stock) return std::unexpected(stock.error());
  SoldSince sold(house, marketplace.id, moment.span.last);
  for (std::size_t p = 0; p < told.size(); ++p) {
    const ProductId id = products[p].id;
    const auto states = rows_of(*stock, id);
    told[p].days_out = days_out(states, moment.span);
    const auto level = level_of(states, moment.span.last, sold);
    if (!level) return std::unexpected(level.error());
    told[p].stock = *level;
    tell_prices(rows_of(known->prices, id), moment.span.last, told[p]);
    const auto row = std::ranges::lower_bound(known->products, id, {}, &domain::Product::id);
    const bool is_known = row != known->products.end() && row->id == id;
    if (is_known) told[p].cost = row->cost;
    if (told[p].price == 0) tell_paid_price(is_known ? row->price : 0, told[p]);
  }
  return {};
}

}  // namespace shelfcast::app
