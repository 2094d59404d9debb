// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <cstddef>
#include <string_view>

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

inline constexpr std::array<std::string_view, column_count> kColumnNames{"velocity_3",
                                                                         "velocity_7",
                                                                         "velocity_14",
                                                                         "velocity_28",
                                                                         "velocity_56",
                                                                         "velocity_112",
                                                                         "velocity_224",
                                                                         "gap",
                                                                         "surprise",
                                                                         "log_surprise",
                                                                         "silent_28",
                                                                         "silent_56",
                                                                         "days_sold_7",
                                                                         "days_sold_28",
                                                                         "sale_size_28",
                                                                         "sale_size_112",
                                                                         "median_week",
                                                                         "age",
                                                                         "young",
                                                                         "younger",
                                                                         "velocity_squared",
                                                                         "velocity_cubed",
                                                                         "acceleration_by_days_sold",
                                                                         "drift_by_days_sold",
                                                                         "acceleration_by_velocity",
                                                                         "drift_by_velocity",
                                                                         "gap_by_velocity",
                                                                         "surprise_by_velocity",
                                                                         "category_trend_by_velocity",
                                                                         "category_size_by_youth",
                                                                         "year_ago",
                                                                         "relative_price",
                                                                         "relative_price_by_velocity",
                                                                         "relative_price_squared",
                                                                         "discount_past_7",
                                                                         "discount_past_28",
                                                                         "price_change_28",
                                                                         "price_change_112",
                                                                         "price_change_by_velocity",
                                                                         "discount_ahead",
                                                                         "holidays_by_velocity"};

}  // namespace shelfcast::features
