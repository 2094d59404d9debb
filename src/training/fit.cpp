// SPDX-License-Identifier: Apache-2.0
#include "training/fit.hpp"

#include "shelfcast/features/demand.hpp"
#include "shelfcast/features/matrix.hpp"

#include <algorithm>
#include <mutex>

namespace shelfcast::training {
namespace {

constexpr int kWindowWeeks = 26;  // past origins that shares are learnt from, one a week
constexpr int kWarmUp = 28;       // days of history that an origin needs before its features say anything
constexpr int kLongestTarget =
    91;  // days of shares that a far band learns from: longer ones would leave too few origins
constexpr std::size_t kMostRows = 1'000'000;  // of one fit: a larger marketplace learns from fewer weeks
constexpr std::size_t kFewestOrigins = 4;

/// The days that shares are learnt for: the band's, as far as the history can show them.
domain::Band shown_by(const domain::Panel& panel, Day origin, const domain::Band& band) {
  const int room = (origin - panel.first) - kWarmUp;
  const int last = std::min({band.last_step, band.first_step + kLongestTarget - 1, std::max(room, band.first_step)});
  return {band.name, band.first_step, last};
}

/// Weekly origins, ascending, each far enough back that the band's days are known.
std::vector<Day> past_origins(const domain::Panel& panel, Day origin, const domain::Band& band) {
  const auto affordable = std::max(kMostRows / std::max<std::size_t>(panel.products.size(), 1), kFewestOrigins);
  const int weeks = static_cast<int>(std::min<std::size_t>(kWindowWeeks, affordable));
  std::vector<Day> origins;
  for (int week = weeks - 1; week >= 0; --week) {
    const Day at = origin - band.last_step - 7 * week;
    if (at - panel.first >= kWarmUp) origins.push_back(at);
  }
  return origins;
}

/// A band of one origin; `direct`: with the members that know no bands.
struct Job {
  std::size_t fit;
  Day origin;
  std::size_t band;
  bool direct;
};

/// One band's members, in the order of their table. Those that learn from features share one matrix.
Result<Blobs> fit_band(const domain::Panel& panel, const Job& job) {
  const Day origin = job.origin;
  const auto band = shown_by(panel, origin, domain::kBands[job.band]);
  const auto matrix = features::build_matrix(panel, band, past_origins(panel, origin, band));
  Blobs blobs;
  for (const auto& member : kProductMembers) {
    const auto& model = *models::find_model(member.model);
    Result<std::string> blob;
    if (model.role() == models::Role::share) blob = model.fit({panel, origin, band, matrix});
    if (model.role() == models::Role::direct && job.direct) blob = fit_direct(model, panel, origin);
    if (!blob) return std::unexpected(blob.error());
    blobs.push_back(std::move(*blob));
  }
  return blobs;
}

std::vector<Job> jobs_of(std::span<const FitWanted> wanted) {
  std::vector<Job> jobs;
  for (std::size_t fit = 0; fit < wanted.size(); ++fit) {
    const auto& [origin, far_band_alone] = wanted[fit];
    for (std::size_t band = far_band_alone ? kBandCount - 1 : 0; band < kBandCount; ++band)
      jobs.push_back({.fit = fit, .origin = origin, .band = band, .direct = band == 0 || far_band_alone});
  }
  return jobs;
}

}  // namespace

Result<std::string> fit_direct(const models::Model& model, const domain::Panel& panel, Day origin) {
  const domain::FeatureMatrix no_features;
  return model.fit({panel, origin, {"", 1, domain::kHorizon}, no_features});
}

Result<std::vector<ProductBlobs>> fit_products(const domain::Panel& sold, std::span<const FitWanted> wanted,
                                               runtime::Runtime& runtime, const std::function<void(double)>& done) {
  const features::Demand demand(sold);
  const auto& panel = demand.panel();
  const auto jobs = jobs_of(wanted);
  std::vector<Result<Blobs>> outcomes(jobs.size());
  std::mutex telling;
  std::size_t finished = 0;
  runtime.parallel(jobs.size(), [&](std::size_t i) {
    outcomes[i] = fit_band(panel, jobs[i]);
    const std::scoped_lock lock(telling);
    done(static_cast<double>(++finished) / static_cast<double>(jobs.size()));
  });
  std::vector<ProductBlobs> fits(wanted.size());
  for (std::size_t i = 0; i < jobs.size(); ++i) {
    if (!outcomes[i]) return std::unexpected(outcomes[i].error());
    auto& fit = fits[jobs[i].fit];
    if (wanted[jobs[i].fit].far_band_alone) fit.fill(*outcomes[i]);
    fit[jobs[i].band] = std::move(*outcomes[i]);
  }
  return fits;
}

Result<models::Grid> ask_direct_days(const models::Model& model, const domain::Panel& panel, Day origin, int days) {
  const auto blob = fit_direct(model, panel, origin);
  if (!blob) return std::unexpected(blob.error());
  const models::FeaturesFor no_features;
  const auto each_day = single_days(days);
  return model.predict(*blob, {panel, origin, each_day, no_features});
}

Result<Blobs> fit_groups(const domain::Panel& groups, Day origin) {
  Blobs blobs;
  for (const auto& member : kGroupMembers) {
    auto blob = fit_direct(*models::find_model(member.model), groups, origin);
    if (!blob) return std::unexpected(blob.error());
    blobs.push_back(std::move(*blob));
  }
  return blobs;
}

Result<Words> words_of_groups(const domain::Panel& groups, Day origin, int days) {
  const auto fits = fit_groups(groups, origin);
  if (!fits) return std::unexpected(fits.error());
  return totals_of_groups(*fits, groups, origin, days);
}

}  // namespace shelfcast::training
