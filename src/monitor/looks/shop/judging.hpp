// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "shelfcast/monitor/shop.hpp"

#include <string_view>
#include <vector>

namespace shelfcast::monitor::shop {

/// What every rule of a seller is judged with.
struct Judging {
  const Shop& shop;
  const OwnThreshold& own;

  /// The seller's own, else the table's.
  [[nodiscard]] double threshold(std::string_view rule, const ShopSeller& seller) const;
  /// Something about a product, for its seller; the sentence is still to be written.
  [[nodiscard]] Signal about(std::string_view rule, const ShopProduct& product, double measured) const;
  [[nodiscard]] Signal about(std::string_view rule, const ShopCategory& category, const ShopSeller& seller,
                             double measured) const;
};

/// Of what passes for an effect, so much may be chance.
inline constexpr double kFalseShare = 0.05;

/// By money at stake, in whole units of the currency: from 10,000 on critical, from 1,000 on urgent, from 100 on soon;
/// never above what the rule may have.
void rate(Signal& signal, Minor money);

// Each file here judges what it is named after.
std::vector<Signal> demand(const Judging& judging);
std::vector<Signal> ranks(const Judging& judging);
std::vector<Signal> stock(const Judging& judging);
std::vector<Signal> margins(const Judging& judging);
std::vector<Signal> prices(const Judging& judging);
std::vector<Signal> shares(const Judging& judging);
/// Trends of categories, told to those whom they concern: who has much in it, or of whose products something was told.
std::vector<Signal> trends(const Judging& judging, const std::vector<Signal>& of_products);
std::vector<Signal> seasons(const Judging& judging);

}  // namespace shelfcast::monitor::shop
