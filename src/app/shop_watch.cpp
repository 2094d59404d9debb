// SPDX-License-Identifier: Apache-2.0
#include "app/shop_watch.hpp"

#include "app/shop_shelves.hpp"
#include "app/sold.hpp"
#include "shelfcast/predictions/certainty.hpp"

#include <algorithm>
#include <cmath>
#include <unordered_map>

namespace shelfcast::app {
namespace {

using domain::Level;
using monitor::Course;
using monitor::Place;
using predictions::Certainty;
using predictions::Table;
using predictions::TablePtr;

constexpr int kWeek = 7;
constexpr int kLongestSpan = 14;  // a table that is older says too little of the last days
constexpr int kSeason = 28;
constexpr int kYear = 364;  // whole weeks

Minor to_minor(Micro amount) {
  return std::llround(static_cast<double>(amount) / static_cast<double>(kMicroPerMinor));
}

/// The last table that knew nothing of the week up to a cut, or null.
TablePtr table_before(const House& house, const std::string& marketplace, Day cut) {
  const auto kept = house.tables->kept(marketplace);
  for (auto entry = kept.rbegin(); entry != kept.rend(); ++entry) {
    const int span = cut - entry->data_cut;
    if (span < kWeek || span > kLongestSpan) continue;
    if (auto table = house.tables->find(marketplace, entry->id); table && table->covers({entry->data_cut + 1, cut}))
      return table;
  }
  return nullptr;
}

Period week_after(const Table& table) {
  const Day cut = table.cube().receipt.data_cut;
  return {cut + 1, cut + kWeek};
}

/// The places of a table's products in their categories, for the week after its cut.
std::vector<std::optional<Place>> places_in(const Table& table) {
  const auto week = week_after(table);
  std::vector<std::optional<Place>> places(table.cube().products.size());
  for (std::size_t c = 0; c < table.cube().categories.size(); ++c) {
    const auto [first, count] = table.products_of(c);
    std::vector<std::pair<Micro, std::size_t>> ranking;
    for (std::size_t p = first; p < first + count; ++p) ranking.emplace_back(-table.product(p, week).amount, p);
    std::ranges::sort(ranking);
    for (std::size_t i = 0; i < ranking.size(); ++i) {
      const auto chance = table.product_chance(ranking[i].second, week);
      if (!chance || chance->rank_high == 0) continue;
      places[ranking[i].second] = Place{static_cast<double>(i + 1), static_cast<double>(chance->rank_low),
                                        static_cast<double>(chance->rank_high)};
    }
  }
  return places;
}

/// What one table had foreseen of a span, and what came of it.
class Hindsight {
 public:
  Hindsight(TablePtr table, const Period& span, const Sold& sold)
      : table_(std::move(table)), span_(span), sold_(sold), places_(places_in(*table_)) {
    const auto& cube = table_->cube();
    for (std::size_t p = 0; p < cube.products.size(); ++p) row_of_product_[cube.products[p].id] = p;
    for (std::size_t c = 0; c < cube.categories.size(); ++c) row_of_category_[cube.categories[c].id] = c;
  }

  void tell(ProductId id, monitor::ShopProduct& product) const {
    const auto row = row_of_product_.find(id);
    if (row == row_of_product_.end()) return;
    product.course = course(products_, row->second, table_->product(row->second, span_), sold_.of(id));
    product.before = places_[row->second];
  }

  void tell(CategoryId id, monitor::ShopCategory& category) const {
    const auto row = row_of_category_.find(id);
    if (row == row_of_category_.end()) return;
    deltas::ProductTotal came;
    const auto [first, count] = table_->products_of(row->second);
    for (std::size_t p = first; p < first + count; ++p) {
      const auto one = sold_.of(table_->cube().products[p].id);
      came.units += one.units;
      came.amount += one.amount;
    }
    category.course = course(categories_, row->second, table_->category(row->second, span_), came);
  }

 private:
  [[nodiscard]] static std::optional<Course> course(const Certainty& certainty, std::size_t row,
                                                    const domain::Expected& foreseen,
                                                    const deltas::ProductTotal& came) {
    const auto held = certainty.interval(certainty.row(row, foreseen));
    if (!held) return std::nullopt;
    return Course{.foreseen = from_micro(foreseen.units),
                  .held = held->of_95,
                  .foreseen_amount = to_minor(foreseen.amount),
                  .came = from_micro(came.units),
                  .came_amount = came.amount};
  }

  TablePtr table_;
  Period span_;
  const Sold& sold_;
  std::vector<std::optional<Place>> places_;
  Certainty products_{*table_, Level::product, span_};
  Certainty categories_{*table_, Level::category, span_};
  std::unordered_map<ProductId, std::size_t> row_of_product_;
  std::unordered_map<CategoryId, std::size_t> row_of_category_;
};

class Gathering {
 public:
  Gathering(const House& house, domain::Marketplace marketplace, TablePtr table)
      : house_(house), marketplace_(std::move(marketplace)), table_(std::move(table)) {
    shop_.at = house.clock.now();
    shop_.marketplace = marketplace_.key;
    shop_.currency = marketplace_.currency;
  }

  Result<monitor::Shop> gather() {
    add_categories();
    add_products();
    if (auto told = tell_courses(); !told) return std::unexpected(told.error());
    if (auto told = tell_seasons(); !told) return std::unexpected(told.error());
    const auto span = shop_.span.value_or(Period{cut() - (kWeek - 1), cut()});
    if (auto told = tell_shelves(house_, marketplace_, {span, shop_.at}, table_->cube().products, shop_.products);
        !told)
      return std::unexpected(told.error());
    return std::move(shop_);
  }

 private:
  [[nodiscard]] const domain::Cube& cube() const { return table_->cube(); }
  [[nodiscard]] Day cut() const { return cube().receipt.data_cut; }

  void add_categories() {
    std::unordered_map<CategoryId, const std::string*> keys;
    for (const auto& category : cube().categories) keys[category.id] = &category.key;
    place_of_row_.resize(cube().categories.size());
    for (std::size_t c = 0; c < cube().categories.size(); ++c) {
      if (table_->products_of(c).count == 0) continue;
      const auto& category = cube().categories[c];
      place_of_row_[c] = shop_.categories.size();
      categories_.push_back(category.id);
      shop_.categories.push_back(
          {.key = category.key,
           .name = category.name,
           .parent = category.parent && keys.contains(*category.parent) ? *keys[*category.parent] : std::string()});
    }
  }

  void add_products() {
    const auto week = week_after(*table_);
    const auto places = places_in(*table_);
    std::unordered_map<SellerId, std::size_t> sellers;
    for (std::size_t c = 0; c < cube().categories.size(); ++c) {
      const auto [first, count] = table_->products_of(c);
      for (std::size_t p = first; p < first + count; ++p) {
        const auto& product = cube().products[p];
        const auto [seller, is_new] = sellers.emplace(product.seller, shop_.sellers.size());
        if (is_new) shop_.sellers.push_back({product.seller_key, product.seller_name});
        const auto next = table_->product(p, week);
        shop_.products.push_back({.key = product.key,
                                  .name = product.name,
                                  .category = place_of_row_[c],
                                  .seller = seller->second,
                                  .next_units = from_micro(next.units),
                                  .next_amount = to_minor(next.amount),
                                  .after = places[p]});
      }
    }
  }

  Result<void> tell_courses() {
    auto before = table_before(house_, marketplace_.key, cut());
    if (!before) return {};
    const Period span{before->cube().receipt.data_cut + 1, cut()};
    const auto sold = Sold::in(house_, marketplace_.id, span);
    if (!sold) return std::unexpected(sold.error());
    const Hindsight hindsight(std::move(before), span, *sold);
    for (std::size_t p = 0; p < shop_.products.size(); ++p) hindsight.tell(cube().products[p].id, shop_.products[p]);
    for (std::size_t c = 0; c < shop_.categories.size(); ++c) hindsight.tell(categories_[c], shop_.categories[c]);
    shop_.span = span;
    return {};
  }

  /// Nothing where two whole years of sales are not known.
  Result<void> tell_seasons() {
    const auto extent = house_.deltas->extent(marketplace_.id);
    if (!extent) return std::unexpected(extent.error());
    if (!*extent || (*extent)->first > cut() - 2 * kYear + 1) return {};
    using monitor::Season;
    for (const auto& [part, days, until] :
         {std::tuple(&Season::recent, kSeason, 0), std::tuple(&Season::rest, kYear - kSeason, kSeason),
          std::tuple(&Season::recent_a_year_ago, kSeason, kYear),
          std::tuple(&Season::rest_a_year_ago, kYear - kSeason, kYear + kSeason)}) {
      const Day last = cut() - until;
      const auto sold = Sold::in(house_, marketplace_.id, {last - (days - 1), last});
      if (!sold) return std::unexpected(sold.error());
      for (std::size_t p = 0; p < shop_.products.size(); ++p) {
        auto& season = shop_.categories[shop_.products[p].category].season;
        if (!season) season.emplace();
        (*season).*part += from_micro(sold->of(cube().products[p].id).units);
      }
    }
    return {};
  }

  const House& house_;
  domain::Marketplace marketplace_;
  TablePtr table_;
  std::vector<std::size_t> place_of_row_;  // of a category of the cube in the shop's
  std::vector<CategoryId> categories_;     // of the shop
  monitor::Shop shop_;
};

}  // namespace

Result<monitor::Shop> gather_shop(const House& house, const std::string& marketplace) {
  auto known = house.catalogue->marketplace(marketplace);
  if (!known) return std::unexpected(known.error());
  auto table = house.tables->current(marketplace);
  if (!table) return fail(Code::not_found, marketplace, "no table serves yet");
  return Gathering(house, std::move(*known), std::move(table)).gather();
}

Result<monitor::Look> shop_look(const House& house, const std::string& marketplace, const monitor::OwnThreshold& own) {
  const auto shop = gather_shop(house, marketplace);
  if (!shop) return std::unexpected(shop.error());
  return monitor::look_at(*shop, own);
}

}  // namespace shelfcast::app
