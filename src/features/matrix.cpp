// SPDX-License-Identifier: Apache-2.0
#include "shelfcast/features/matrix.hpp"

#include "features/definitions.hpp"
#include "features/lives.hpp"
#include "shelfcast/base/exact_math.hpp"
#include "shelfcast/features/plans.hpp"

#include <algorithm>
#include <array>

namespace shelfcast::features {
namespace {

using Row = std::array<double, column_count>;

constexpr double kPriorDays = 0.5;     // days of the category's mean that a velocity is drawn towards
constexpr double kFewestUnits = 1e-4;  // a day: the floor of a category's mean, where it sold nothing
constexpr int kMedianWeeks = 12;

/// What the products of a category have in common as of an origin.
struct CategoryState {
  std::size_t on_sale = 0;
  double mean_rate = 0;  ///< units a day of the mean product
  double mean_log_price = 0;
  double trend = 0;  ///< log of the last four weeks over the last sixteen
};

/// All that a row is computed from.
struct Subject {
  const domain::PanelProduct& product;
  const Life& life;
  const CategoryState& category;
  Day origin;
  Instant known;
};

double log_ratio(double above, double below) {
  return exact::log(above / below);
}

double velocity(const Subject& s, int days) {
  const double seen = std::min(days, s.life.known_age(s.origin));
  const double units = s.life.units(s.origin - days + 1, s.origin);
  return log_ratio(units / s.category.mean_rate + kPriorDays, seen + kPriorDays);
}

double median_week_of(const Subject& s) {
  std::array<double, kMedianWeeks> weeks{};
  for (int w = 0; w < kMedianWeeks; ++w)
    weeks[static_cast<std::size_t>(w)] = s.life.units(s.origin - 7 * w - 6, s.origin - 7 * w);
  std::sort(weeks.begin(), weeks.end());
  return (weeks[kMedianWeeks / 2 - 1] + weeks[kMedianWeeks / 2]) / 2;
}

void fill_velocities(const Subject& s, Row& row) {
  constexpr std::array<int, 7> kWindows{3, 7, 14, 28, 56, 112, 224};
  for (std::size_t i = 0; i < kWindows.size(); ++i) row[velocity_3 + i] = velocity(s, kWindows[i]);
  const double acceleration = row[velocity_7] - row[velocity_28];
  const double drift = row[velocity_28] - row[velocity_112];
  row[velocity_squared] = row[velocity_28] * row[velocity_28];
  row[velocity_cubed] = row[velocity_28] * row[velocity_squared] / 10;
  row[acceleration_by_days_sold] = acceleration * row[days_sold_28];
  row[drift_by_days_sold] = drift * row[days_sold_28];
  row[acceleration_by_velocity] = acceleration * row[velocity_28];
  row[drift_by_velocity] = drift * row[velocity_28];
  row[category_trend_by_velocity] = s.category.trend * row[velocity_28];
}

/// How often it sells, how much at once, and how surprising its silence is.
void fill_rhythm(const Subject& s, Row& row) {
  const Day origin = s.origin;
  const double sold_112 = s.life.days_sold(origin - 111, origin);
  const double sold_28 = s.life.days_sold(origin - 27, origin);
  const int silent = std::min(s.life.gap(origin), 112);
  const double missed = silent * sold_112 / std::min(112, s.life.known_age(origin));
  row[days_sold_7] = s.life.days_sold(origin - 6, origin) / 7;
  row[days_sold_28] = sold_28 / 28;
  row[gap] = exact::log1p(silent);
  row[surprise] = std::min(missed, 10.0);
  row[log_surprise] = exact::log1p(missed);
  row[silent_28] = silent >= 28 ? 1 : 0;
  row[silent_56] = silent >= 56 ? 1 : 0;
  row[sale_size_28] = log_ratio(s.life.units(origin - 27, origin) + 1, sold_28 + 1);
  row[sale_size_112] = log_ratio(s.life.units(origin - 111, origin) + 1, sold_112 + 1);
  row[median_week] = exact::log(0.5 + median_week_of(s));
}

void fill_age(const Subject& s, Row& row) {
  const double days = std::min(s.life.age(s.origin), 1000);
  row[age] = exact::log1p(days / 28);
  row[young] = exact::exp(-days / 28);
  row[younger] = exact::exp(-days / 7);
  row[category_size_by_youth] = exact::log(s.category.mean_rate) * row[young];
}

/// How the same days went a year ago, against the eight weeks before them; nothing where the panel does not reach back.
void fill_year_ago(const Subject& s, const domain::Band& band, Row& row) {
  const Day then = s.origin - 364;
  if (s.life.known_age(then) < 56) return;
  const int ahead = std::min(band.last_step, 364) - band.first_step + 1;
  const double after = s.life.units(then + band.first_step, then + band.first_step + ahead - 1) / ahead;
  const double before = s.life.units(then - 55, then) / 56;
  row[year_ago] = log_ratio(after + s.category.mean_rate, before + s.category.mean_rate);
}

void fill_price(const Subject& s, Row& row) {
  const auto today = offer_of(s.product, s.origin, s.origin, s.known);
  row[relative_price] = today.log_price == 0 ? 0 : today.log_price - s.category.mean_log_price;
  row[relative_price_squared] = row[relative_price] * row[relative_price];
  row[discount_past_7] = offer_of(s.product, s.origin - 6, s.origin, s.known).log_discount;
  row[discount_past_28] = offer_of(s.product, s.origin - 27, s.origin, s.known).log_discount;
}

void fill_products_of(Row& row) {
  row[gap_by_velocity] = row[gap] * row[velocity_56];
  row[surprise_by_velocity] = row[log_surprise] * row[velocity_56];
  row[relative_price_by_velocity] = row[relative_price] * row[velocity_56];
}

void finish(CategoryState& state, const CategoryLives& lives, std::size_t category, Day origin) {
  const auto count = static_cast<double>(std::max<std::size_t>(state.on_sale, 1));
  state.mean_log_price /= count;
  state.mean_rate = std::max(lives.rate(category, origin - 55, origin) / count, kFewestUnits);
  state.trend =
      log_ratio(lives.rate(category, origin - 27, origin) + 0.1, lives.rate(category, origin - 111, origin) + 0.1);
}

double share_of_holidays(const domain::Panel& panel, Day first, Day last, Instant known) {
  int days = 0;
  Day before = first - 1;
  for (const auto& holiday : panel.holidays) {
    if (holiday.day <= before || holiday.day > last || holiday.learnt > known) continue;
    before = holiday.day;
    ++days;
  }
  return static_cast<double>(days) / static_cast<double>(last - first + 1);
}

/// What the categories are like as of every origin: [origin][category].
using States = std::vector<std::vector<CategoryState>>;

States states_at(const domain::Panel& panel, std::span<const Day> origins) {
  States states(origins.size(), std::vector<CategoryState>(panel.categories.size()));
  for (const auto& product : panel.products) {
    for (std::size_t o = 0; o < origins.size(); ++o) {
      if (!is_on_sale(product, panel.first, origins[o])) continue;
      auto& state = states[o][product.category];
      ++state.on_sale;
      state.mean_log_price += offer_of(product, origins[o], origins[o], known_after(panel, origins[o])).log_price;
    }
  }
  const CategoryLives categories(panel, origins.back());
  for (std::size_t o = 0; o < origins.size(); ++o)
    for (std::size_t c = 0; c < panel.categories.size(); ++c) finish(states[o][c], categories, c, origins[o]);
  return states;
}

Row row_of(const Subject& subject, const domain::Band& band) {
  Row row{};
  fill_rhythm(subject, row);
  fill_velocities(subject, row);
  fill_age(subject, row);
  fill_year_ago(subject, band, row);
  fill_price(subject, row);
  fill_products_of(row);
  return row;
}

void append(domain::FeatureBlock& block, std::uint32_t product, const Row& row) {
  block.product.push_back(product);
  for (const double value : row) block.values.push_back(static_cast<float>(value));
}

}  // namespace

domain::FeatureMatrix build_matrix(const domain::Panel& panel, const domain::Band& band, std::span<const Day> origins) {
  domain::FeatureMatrix matrix{.version = std::string(kFeatureVersion), .names = {}, .blocks = {}};
  for (const auto& feature : kFeatures) matrix.names.emplace_back(feature.name);
  if (origins.empty()) return matrix;
  for (const Day origin : origins) matrix.blocks.push_back({.origin = origin, .product = {}, .values = {}});
  const States states = states_at(panel, origins);
  Life life(panel.first, origins.back());
  for (std::size_t i = 0; i < panel.products.size(); ++i) {
    const auto& product = panel.products[i];
    life.look_at(product);
    for (std::size_t o = 0; o < origins.size(); ++o) {
      if (!is_on_sale(product, panel.first, origins[o])) continue;
      const Subject subject{product, life, states[o][product.category], origins[o], known_after(panel, origins[o])};
      append(matrix.blocks[o], static_cast<std::uint32_t>(i), row_of(subject, band));
    }
  }
  for (auto& block : matrix.blocks) look_ahead(block, panel, band);
  return matrix;
}

void look_ahead(domain::FeatureBlock& block, const domain::Panel& panel, const domain::Band& band) {
  const Day origin = block.origin;
  const Day first = origin + band.first_step;
  const Day last = origin + band.last_step;
  const Instant known = known_after(panel, origin);
  const double holidays = share_of_holidays(panel, first, last, known);
  for (std::size_t r = 0; r < block.product.size(); ++r) {
    const auto& product = panel.products[block.product[r]];
    float* row = block.values.data() + r * column_count;
    const auto ahead = offer_of(product, first, last, known);
    const double change = ahead.log_price - offer_of(product, origin - 27, origin, known).log_price;
    row[price_change_28] = static_cast<float>(change);
    row[price_change_112] =
        static_cast<float>(ahead.log_price - offer_of(product, origin - 111, origin, known).log_price);
    row[price_change_by_velocity] = static_cast<float>(change) * row[velocity_56];
    row[discount_ahead] = static_cast<float>(ahead.log_discount);
    row[holidays_by_velocity] = static_cast<float>(holidays) * row[velocity_28];
  }
}

}  // namespace shelfcast::features
