// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "training/parameters.hpp"
#include "training/prediction.hpp"
#include "training/scoring.hpp"

#include <span>
#include <vector>

namespace shelfcast::training {

/// The same sales told of the sellers with the most products: what a seller sells goes on when its products change.
/// Empty where there are fewer than two.
struct Sellers {
  domain::Panel panel;                  ///< a seller is a product, of a category of its own
  std::vector<std::size_t> of_product;  ///< its row in that panel; kOfNone where it is not among them
  static constexpr std::size_t kOfNone = static_cast<std::size_t>(-1);

  [[nodiscard]] bool none() const { return panel.products.empty(); }
};

Sellers sellers_of(const domain::Panel& panel);

/// What a prediction says of each seller's products together: sellers x days.
models::Grid sums_of_sellers(const Sellers& sellers, const domain::Panel& panel, const Prediction& prediction);
/// What they sold, day by day: sellers x days.
models::Grid sold_by_sellers(const Sellers& sellers, std::span<const Sums> days);

/// By seller and slice of the prediction: what the shares of its products are to be multiplied with, so that they agree
/// with what the blend says of the seller. The last slice stands for all after it.
SellerFactors sellers_over_parts(const Sellers& sellers, const SaidOfGroups& said, const Blend& blend,
                                 const Prediction& prediction);

/// Does it, within the categories, whose totals stay.
void scale_sellers(const SellerFactors& factors, const domain::Panel& panel, Prediction& prediction);

}  // namespace shelfcast::training
