// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "shelfcast/base/result.hpp"
#include "shelfcast/domain/features.hpp"

#include <array>
#include <string>

namespace shelfcast::training {

/// The models that make the forecast together, by their names in models::every_model().
inline constexpr std::string_view kTotalModel = "seasonal";
inline constexpr std::string_view kShareModel = "logistic";
inline constexpr std::size_t kBandCount = std::size(domain::kBands);

/// What they learnt, for one horizon band.
struct BandParameters {
  std::string total;
  std::string share;
};

/// All that a forecast is computed from, besides the panel: one entry for each of domain::kBands.
struct Parameters {
  std::array<BandParameters, kBandCount> bands;
};

std::string to_bytes(const Parameters& parameters);
Result<Parameters> parse_parameters(std::string_view bytes);

}  // namespace shelfcast::training
