// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "shelfcast/base/result.hpp"
#include "shelfcast/domain/features.hpp"
#include "shelfcast/training/intervals.hpp"
#include "training/blend.hpp"
#include "training/stock.hpp"

#include <array>
#include <optional>
#include <string>
#include <vector>

namespace shelfcast::training {

inline constexpr std::size_t kBandCount = std::size(domain::kBands);

/// What the members learnt, as blobs in the order of their tables; nullopt of who failed, or took no part.
using Blobs = std::vector<std::optional<std::string>>;

/// What the members of products learnt, for each band; those of role direct only in the first: empty in the others.
using ProductBlobs = std::array<Blobs, kBandCount>;

/// How the members' words are put together, for each horizon band.
struct Blend {
  std::array<BlendWeights, kBandCount> products;
  std::array<BlendWeights, kBandCount> categories;
  std::array<Weights, kBandCount> whole;    ///< of the group members, and last of the sum of the categories
  std::array<Weights, kBandCount> sellers;  ///< of the sellers' members, and last of the sum of their products
};

Blend prior_blend();

/// By seller and slice of a prediction.
using SellerFactors = std::map<SellerId, std::vector<double>>;

/// All that a forecast is computed from, besides the panel.
struct Parameters {
  ProductBlobs products;
  Blobs categories;
  Blobs whole;
  Blend blend;
  std::vector<double> whole_over_parts;  ///< by day: what categories are raised or lowered by, to agree with the whole
  SellerFactors sellers_over_parts;      ///< the same of products' shares, to agree with their sellers
  Restock restock;
  domain::Intervals intervals;
  std::vector<std::string> left_out;  ///< of the members, as "boosting of products": they took too long
};

std::string to_bytes(const Parameters& parameters);
Result<Parameters> parse_parameters(std::string_view bytes);

}  // namespace shelfcast::training
