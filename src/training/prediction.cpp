// SPDX-License-Identifier: Apache-2.0
#include "training/prediction.hpp"

#include "shelfcast/features/matrix.hpp"

#include <algorithm>
#include <span>

namespace shelfcast::training {
namespace {

/// The slices of a band's days, as far as `days` reaches.
std::vector<domain::Band> slices_of(const domain::Band& band, int days) {
  std::vector<domain::Band> slices;
  const int end = std::min(band.last_step, days);
  for (int first = band.first_step; first <= end;) {
    const int last = first <= domain::kDailySteps ? first : std::min(first + 6, end);
    slices.push_back({band.name, first, last});
    first = last + 1;
  }
  return slices;
}

void put_columns(const models::Grid& from, models::Grid& to, std::size_t column) {
  for (std::size_t row = 0; row < from.rows; ++row)
    for (std::size_t i = 0; i < from.columns; ++i) to.at(row, column + i) = from.at(row, i);
}

std::size_t count_slices(int days) {
  std::size_t count = 0;
  for (const auto& band : domain::kBands) count += slices_of(band, days).size();
  return count;
}

/// Adds one band's days to a prediction, as slices from `slice` on.
Result<> add_band(const BandParameters& fit, const models::Question& whole, std::span<const domain::Band> slices,
                  Prediction& prediction, std::size_t slice) {
  const auto totals = models::find_model(kTotalModel)->predict(fit.total, whole);
  if (!totals) return std::unexpected(totals.error());
  put_columns(*totals, prediction.totals, static_cast<std::size_t>(whole.band.first_step) - 1);
  auto matrix = features::build_matrix(whole.panel, whole.band, std::span(&whole.origin, 1));
  auto& block = matrix.blocks.front();
  for (const auto& days : slices) {
    features::look_ahead(block, whole.panel, days);
    const auto shares = models::find_model(kShareModel)->predict(fit.share, {whole.panel, whole.origin, days, block});
    if (!shares) return std::unexpected(shares.error());
    put_columns(*shares, prediction.shares, slice);
    for (int step = days.first_step; step <= days.last_step; ++step)
      prediction.slice_of_day[static_cast<std::size_t>(step) - 1] = slice;
    ++slice;
  }
  return {};
}

}  // namespace

Result<Prediction> predict(const Parameters& parameters, const domain::Panel& panel, Day origin, int days) {
  const domain::FeatureBlock nothing;
  const auto count = static_cast<std::size_t>(days);
  Prediction prediction{.totals = models::make_grid(panel.categories.size(), count),
                        .shares = models::make_grid(panel.products.size(), count_slices(days)),
                        .slice_of_day = std::vector<std::size_t>(count)};
  std::size_t slice = 0;
  for (std::size_t b = 0; b < kBandCount; ++b) {
    const auto slices = slices_of(domain::kBands[b], days);
    if (slices.empty()) continue;
    const domain::Band band{domain::kBands[b].name, domain::kBands[b].first_step, slices.back().last_step};
    const auto added = add_band(parameters.bands[b], {panel, origin, band, nothing}, slices, prediction, slice);
    if (!added) return std::unexpected(added.error());
    slice += slices.size();
  }
  return prediction;
}

}  // namespace shelfcast::training
