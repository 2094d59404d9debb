// SPDX-License-Identifier: Apache-2.0
#include "training/fit.hpp"

#include "shelfcast/features/matrix.hpp"

#include <algorithm>

namespace shelfcast::training {
namespace {

constexpr int kWarmUp = 28;         // days of history that an origin needs before its features say anything
constexpr int kLongestTarget = 91;  // days of shares that a far band learns from: longer ones would leave too few origins

/// The days that shares are learnt for: the band's, as far as the history can show them.
domain::Band shown_by(const domain::Panel& panel, Day origin, const domain::Band& band) {
  const int room = (origin - panel.first) - kWarmUp;
  const int last = std::min({band.last_step, band.first_step + kLongestTarget - 1, std::max(room, band.first_step)});
  return {band.name, band.first_step, last};
}

/// Weekly origins, ascending, each far enough back that the band's days are known.
std::vector<Day> past_origins(const domain::Panel& panel, Day origin, const domain::Band& band, const Options& options) {
  const auto rows_per_origin = std::max<std::size_t>(panel.products.size(), 1);
  const auto affordable = std::max<std::size_t>(options.most_rows / rows_per_origin, 4);
  const int weeks = std::min(options.window_weeks, static_cast<int>(affordable));
  std::vector<Day> origins;
  for (int week = weeks - 1; week >= 0; --week) {
    const Day at = origin - band.last_step - 7 * week;
    if (at - panel.first >= kWarmUp) origins.push_back(at);
  }
  return origins;
}

Result<std::string> fit_share(const domain::Panel& panel, Day origin, const domain::Band& wanted, const Options& options) {
  const auto band = shown_by(panel, origin, wanted);
  auto origins = past_origins(panel, origin, band, options);
  const auto matrix = features::build_matrix(panel, band, origins);
  return models::find_model(models::kShareModel)->fit({panel, origin, band, matrix});
}

}  // namespace

Result<std::string> fit_total(const domain::Panel& panel, Day origin, std::size_t band) {
  static const domain::FeatureMatrix kNoFeatures;
  return models::find_model(models::kTotalModel)->fit({panel, origin, domain::kBands[band], kNoFeatures});
}

Result<std::vector<models::Parameters>> fit_at(const domain::Panel& panel, std::span<const Day> origins, const Parallel& parallel,
                                               const Options& options) {
  constexpr std::size_t kBandCount = std::size(domain::kBands);
  std::vector<models::Parameters> fits(origins.size());
  std::vector<Result<>> outcomes(origins.size() * kBandCount);
  parallel(outcomes.size(), [&](std::size_t job) {
    const Day origin = origins[job / kBandCount];
    const std::size_t band = job % kBandCount;
    auto total = fit_total(panel, origin, band);
    auto share = fit_share(panel, origin, domain::kBands[band], options);
    if (!total || !share) {
      outcomes[job] = std::unexpected(total ? share.error() : total.error());
      return;
    }
    fits[job / kBandCount].bands[band] = {std::move(*total), std::move(*share)};
  });
  for (auto& outcome : outcomes)
    if (!outcome) return std::unexpected(outcome.error());
  return fits;
}

Result<models::Parameters> fit(const domain::Panel& panel, Day origin, const Parallel& parallel, const Options& options) {
  auto fits = fit_at(panel, std::span(&origin, 1), parallel, options);
  if (!fits) return std::unexpected(fits.error());
  return std::move(fits->front());
}

}  // namespace shelfcast::training
