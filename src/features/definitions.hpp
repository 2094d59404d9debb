// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "shelfcast/features/rows.hpp"

#include <array>
#include <cstddef>

namespace shelfcast::features {

/// The columns of the matrix. What is constant within a category stands here only multiplied with something of the
/// product: alone it would cancel in the softmax. Velocities are units a day, on a log scale, relative to the
/// category's mean product and drawn towards it where there are few days to judge by.
enum Column : std::size_t {
  velocity_3,
  velocity_7,
  velocity_14,
  velocity_28,
  velocity_56,
  velocity_112,
  velocity_224,
  gap,
  surprise,
  log_surprise,
  silent_28,
  silent_56,
  days_sold_7,
  days_sold_28,
  sale_size_28,
  sale_size_112,
  median_week,
  age,
  young,
  younger,
  velocity_squared,
  velocity_cubed,
  acceleration_by_days_sold,
  drift_by_days_sold,
  acceleration_by_velocity,
  drift_by_velocity,
  gap_by_velocity,
  surprise_by_velocity,
  category_trend_by_velocity,
  category_size_by_youth,
  year_ago,
  relative_price,
  relative_price_by_velocity,
  relative_price_squared,
  discount_past_7,
  discount_past_28,
  // From here on: what look_ahead() rewrites.
  price_change_28,
  price_change_112,
  price_change_by_velocity,
  discount_ahead,
  holidays_by_velocity,
  column_count
};

inline constexpr std::array<Feature, column_count> kFeatures{{
    {"velocity_3", "sales", "units a day of the last 3 days over the category's mean product, as a logarithm"},
    {"velocity_7", "sales", "the same of 7 days"},
    {"velocity_14", "sales", "the same of 14 days"},
    {"velocity_28", "sales", "the same of 28 days"},
    {"velocity_56", "sales", "the same of 56 days"},
    {"velocity_112", "sales", "the same of 112 days"},
    {"velocity_224", "sales", "the same of 224 days"},
    {"gap", "sales", "days since the last sale, as a logarithm"},
    {"surprise", "sales", "sales that this silence has missed, at the pace of 112 days; at most 10"},
    {"log_surprise", "sales", "the same as a logarithm"},
    {"silent_28", "sales", "1 where it has not sold for 28 days"},
    {"silent_56", "sales", "1 where it has not sold for 56 days"},
    {"days_sold_7", "sales", "share of the last 7 days with a sale"},
    {"days_sold_28", "sales", "share of the last 28 days with a sale"},
    {"sale_size_28", "sales", "units of a day with a sale, of 28 days, as a logarithm"},
    {"sale_size_112", "sales", "the same of 112 days"},
    {"median_week", "sales", "the median of the last 12 weeks, as a logarithm"},
    {"age", "assortment", "four-week months since it was first on sale, as a logarithm"},
    {"young", "assortment", "how new it is, falling to a third in 28 days"},
    {"younger", "assortment", "the same in 7 days"},
    {"velocity_squared", "sales", "velocity_28 by itself"},
    {"velocity_cubed", "sales", "the same once more, a tenth of it"},
    {"acceleration_by_days_sold", "sales", "velocity_7 less velocity_28, by days_sold_28"},
    {"drift_by_days_sold", "sales", "velocity_28 less velocity_112, by days_sold_28"},
    {"acceleration_by_velocity", "sales", "velocity_7 less velocity_28, by velocity_28"},
    {"drift_by_velocity", "sales", "velocity_28 less velocity_112, by velocity_28"},
    {"gap_by_velocity", "sales", "gap by velocity_56"},
    {"surprise_by_velocity", "sales", "log_surprise by velocity_56"},
    {"category_trend_by_velocity", "sales", "the category's last 28 days over its last 112, by velocity_28"},
    {"category_size_by_youth", "sales, assortment", "the category's mean product, by young"},
    {"year_ago", "sales", "the same days a year ago over the eight weeks before them, as a logarithm"},
    {"relative_price", "prices", "its price over the category's, as a logarithm"},
    {"relative_price_by_velocity", "prices, sales", "relative_price by velocity_56"},
    {"relative_price_squared", "prices", "relative_price by itself"},
    {"discount_past_7", "promotions", "mean discount of the last 7 days, as a logarithm"},
    {"discount_past_28", "promotions", "the same of 28 days"},
    {"price_change_28", "prices", "the price of the days ahead over that of the last 28, as a logarithm"},
    {"price_change_112", "prices", "the same over that of the last 112"},
    {"price_change_by_velocity", "prices, sales", "price_change_28 by velocity_56"},
    {"discount_ahead", "promotions", "mean discount of the days ahead, as a logarithm"},
    {"holidays_by_velocity", "holidays, sales", "share of the days ahead that are holidays, by velocity_28"},
}};

}  // namespace shelfcast::features
