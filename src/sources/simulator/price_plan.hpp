// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "sources/simulator/assortment.hpp"

#include <span>
#include <vector>

namespace shelfcast::sources::simulator {

/// A regular price from a day index on.
struct PriceStep {
  int from;
  Minor price;
  int announced;  ///< day index
};

struct Campaign {
  int first;
  int last;
  double discount;  ///< 0.2 = 20 % off
  int announced;
};

/// Regular prices and promotions of every product for the whole span. What lies in the future is planned, and known,
/// by the last day of the history.
class PricePlan {
 public:
  PricePlan(std::uint64_t seed, const Assortment& assortment, const Span& span);

  [[nodiscard]] std::span<const PriceStep> steps(std::size_t product) const { return steps_[product]; }
  [[nodiscard]] std::span<const Campaign> campaigns(std::size_t product) const { return campaigns_[product]; }
  [[nodiscard]] Minor regular_price(std::size_t product, int day) const;
  /// From a day on, a product's regular price is so many times what it should be.
  void mistake(std::size_t product, int from, double factor);
  /// What a customer pays: the regular price, less a running promotion's discount.
  [[nodiscard]] Minor selling_price(std::size_t product, int day) const;

 private:
  void plan_prices(std::uint64_t seed, const ProductRow& product);
  void plan_category(Random& random, const Assortment& assortment, std::span<const std::size_t> members);
  void plan_black_week(std::uint64_t seed, const Assortment& assortment);
  void promote(std::size_t product, const ProductRow& row, Campaign campaign);

  Span span_;
  std::vector<std::vector<PriceStep>> steps_;     // by place in Assortment::products
  std::vector<std::vector<Campaign>> campaigns_;  // likewise; by first day, never two at once
};

}  // namespace shelfcast::sources::simulator
