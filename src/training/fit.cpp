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

/// A band of one origin; `direct`: with the members that know no bands.
struct Job {
  std::size_t fit;
  Day origin;
  std::size_t band;
  bool direct;
};

/// What a member learns, if it takes part and can; else its simpler one stands in.
template <class Fit>
std::optional<std::string> learn(const Bench& bench, std::size_t member, Attendance& attendance, const Fit& fit) {
  auto blob = attendance.have(bench, member, fit);
  if (!blob) return std::nullopt;
  if (*blob) return std::move(**blob);
  attendance.replace(bench, member, blob->error().text());
  return std::nullopt;
}

/// One band's members, in the order of their table. Those that learn from features share one matrix.
Blobs fit_band(const domain::Panel& panel, const Job& job, const Fitting& fitting) {
  const Day origin = job.origin;
  const auto band = shown_by(panel, origin, domain::kBands[job.band]);
  const auto matrix = features::build_matrix(panel, band, past_origins(panel, origin, band));
  Blobs blobs;
  for (std::size_t m = 0; m < kOfProducts.members.size(); ++m) {
    const auto& model = *models::find_model(kOfProducts.members[m].model);
    const auto fit = [&]() -> Result<std::string> {
      if (model.role() == models::Role::share) return model.fit({panel, origin, band, matrix, fitting.search});
      return job.direct ? fit_direct(model, panel, origin) : std::string();
    };
    blobs.push_back(learn(kOfProducts, m, fitting.attendance, fit));
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

std::vector<ProductBlobs> fit_products(const domain::Panel& sold, std::span<const FitWanted> wanted,
                                       const Fitting& fitting, const std::function<void(double)>& done) {
  const features::Demand demand(sold);
  const auto& panel = demand.panel();
  const auto jobs = jobs_of(wanted);
  std::vector<Blobs> learnt(jobs.size());
  std::mutex telling;
  std::size_t finished = 0;
  fitting.runtime.parallel(jobs.size(), [&](std::size_t i) {
    learnt[i] = fit_band(panel, jobs[i], fitting);
    const std::scoped_lock lock(telling);
    done(static_cast<double>(++finished) / static_cast<double>(jobs.size()));
  });
  std::vector<ProductBlobs> fits(wanted.size());
  for (std::size_t i = 0; i < jobs.size(); ++i) {
    auto& fit = fits[jobs[i].fit];
    if (wanted[jobs[i].fit].far_band_alone) fit.fill(learnt[i]);
    fit[jobs[i].band] = std::move(learnt[i]);
  }
  return fits;
}

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

Result<models::Grid> ask_direct_days(const models::Model& model, const domain::Panel& panel, Day origin, int days) {
  const auto blob = fit_direct(model, panel, origin);
  if (!blob) return std::unexpected(blob.error());
  const models::FeaturesFor no_features;
  const auto each_day = single_days(days);
  return model.predict(*blob, {panel, origin, each_day, no_features});
}

Blobs fit_groups(const Bench& bench, const domain::Panel& groups, Day origin, Attendance& attendance) {
  Blobs blobs;
  for (std::size_t m = 0; m < bench.members.size(); ++m)
    blobs.push_back(learn(bench, m, attendance,
                          [&] { return fit_direct(*models::find_model(bench.members[m].model), groups, origin); }));
  return blobs;
}

Result<Words> words_of_groups(const Bench& bench, const domain::Panel& groups, const Ahead& ahead,
                              Attendance& attendance) {
  return totals_of_groups({bench, fit_groups(bench, groups, ahead.origin, attendance)}, groups, ahead, attendance);
}

}  // namespace shelfcast::training
