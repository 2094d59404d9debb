// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <span>
#include <string_view>

namespace shelfcast::sources::simulator {

struct LeafWords {
  std::string_view name;  ///< of the category
  std::string_view noun;  ///< of a product in it
};

struct AisleWords {
  std::string_view name;
  std::array<LeafWords, 4> leaves;
};

/// A time of the year in which a department sells more (or, with a negative height, less).
struct Bump {
  int day_of_year;
  double sharpness;  ///< 1: half the year; 30: a few weeks
  double height;     ///< 0.5 = half as much again at the top
};

/// A root of the category tree with the habits of its customers.
struct Department {
  std::string_view name;
  std::array<AisleWords, 3> aisles;
  double typical_price;
  double return_share;
  double holiday_sensitivity;
  std::array<Bump, 3> year;
  std::array<double, 7> week;  ///< Monday first
};

std::span<const Department> departments();
std::span<const std::string_view> brands();
std::span<const std::string_view> colours();
/// What distinguishes further categories of the same words: "Compact", "Outdoor", ...
std::span<const std::string_view> qualifiers();
std::span<const std::string_view> seller_first_words();
std::span<const std::string_view> seller_last_words();

}  // namespace shelfcast::sources::simulator
