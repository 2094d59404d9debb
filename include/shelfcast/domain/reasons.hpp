// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "shelfcast/domain/forecast.hpp"

#include <array>
#include <cstdint>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace shelfcast::domain {

/// What numbers are made of, or what moved them since the refresh before.
enum class Account : std::uint8_t { why, moved };

/// What a forecast is made of. In the order in which it is told; see refresh/reasons.hpp for what each means.
enum class Cause : std::uint8_t {
  sold,
  level,
  trend,
  season,
  price,
  promotion,
  holiday,
  similar_products,
  today,
  told_late
};
inline constexpr std::array<std::string_view, 10> kCauseNames{
    "sold", "level", "trend", "season", "price", "promotion", "holiday", "similarProducts", "today", "toldLate"};

/// What moved it.
enum class Mover : std::uint8_t { new_orders, corrections, model, calendar, price, assortment };
inline constexpr std::array<std::string_view, 6> kMoverNames{"newOrders", "corrections", "model",
                                                             "calendar",  "price",       "assortment"};

constexpr std::span<const std::string_view> names_of(Account account) {
  if (account == Account::moved) return kMoverNames;
  return kCauseNames;
}

struct ReasonsQuestion {
  Account account = Account::why;
  std::string marketplace;
  std::string table;    ///< whose numbers they are
  CategoryId category;  ///< of it and all below it
  Day about;            ///< the running, next and rolling period of each frame, as they are on this day
};

/// Of each product and period the parts that sum to what the table says, or to what it says more than the one before.
struct Reasons {
  Account account = Account::why;
  std::string before = {};  ///< the table compared with, of what moved; empty: there is none
  std::vector<Period> periods;
  std::vector<ProductId> products = {};  ///< ascending
  std::vector<Expected> parts = {};      ///< row-major: products x periods x names_of(account)
};
using ReasonsPtr = std::shared_ptr<const Reasons>;

}  // namespace shelfcast::domain
