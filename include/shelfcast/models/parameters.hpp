// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "shelfcast/models/model.hpp"

#include <array>
#include <functional>

namespace shelfcast::models {

/// The models that make the forecast together, by their names in every_model().
inline constexpr std::string_view kTotalModel = "seasonal";
inline constexpr std::string_view kShareModel = "logistic";

/// What they learnt, for one horizon band.
struct BandParameters {
  std::string total;
  std::string share;
};

/// All that a forecast is computed from, besides the panel: one entry for each of domain::kBands.
struct Parameters {
  std::array<BandParameters, std::size(domain::kBands)> bands;
};

std::string to_bytes(const Parameters& parameters);
Result<Parameters> parse_parameters(std::string_view bytes);

/// Fills a block with the features of a band, as of the origin of the question: an empty block from the ground, one that
/// it filled before for other days of the same band (features::blocks_at).
using FillBlock = std::function<void(const domain::Band&, domain::FeatureBlock&)>;

/// Expected units of every product in each cell, a cell being the days origin + (edges[i], edges[i+1]]: edges are steps,
/// ascending, from 0 to at most domain::kHorizon. Rows are the panel's products, columns the cells. The sum over a
/// category's products is its total, day by day. `panel` must have the categories the parameters were fitted on.
Result<Grid> expected_units(const Parameters& parameters, const domain::Panel& panel, Day origin, std::span<const int> edges,
                            const FillBlock& fill);

}  // namespace shelfcast::models
