// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "shelfcast/domain/panel.hpp"
#include "shelfcast/models/model.hpp"
#include "shelfcast/runtime/runtime.hpp"
#include "training/prediction.hpp"

#include <functional>
#include <span>
#include <vector>

namespace shelfcast::training {

/// A fit of the members of products. One that is only to measure a long frame needs no more than the far band's, which
/// then stands for all.
struct FitWanted {
  Day origin;
  bool far_band_alone = false;
};

/// Whose time and failures are kept where, who does the work, and who is measured beside the members.
struct Fitting {
  Attendance& attendance;
  runtime::Runtime& runtime;
  std::span<const Challenger> challengers = {};
  bool search = false;
};

/// One job for each origin and band, so that all threads are busy; `done` is told the share of jobs that are. In the
/// order of `wanted`.
std::vector<ProductBlobs> fit_products(const domain::Panel& panel, std::span<const FitWanted> wanted,
                                       const Fitting& fitting, const std::function<void(double)>& done);

/// Weekly origins that a fit at `origin` learns shares from, ascending, each far enough back that the band is known.
std::vector<Day> past_origins(const domain::Panel& panel, Day origin, const domain::Band& band);

/// What a model of role direct learns of a panel by itself.
Result<std::string> fit_direct(const models::Model& model, const domain::Panel& panel, Day origin);

/// What a model that is not asked for shares says at an origin of each of the days after it, fitted there.
Result<models::Grid> ask_direct_days(const models::Model& model, const domain::Panel& panel, Day origin, int days);

/// The members of a bench, of a panel of groups. That is cheap, so that a backtest does it at each of its origins.
Blobs fit_groups(const Bench& bench, const domain::Panel& groups, Day origin, Attendance& attendance);

/// What they say at the origin that they were fitted at.
Result<Words> words_of_groups(const Bench& bench, const domain::Panel& groups, const Ahead& ahead,
                              Attendance& attendance);

}  // namespace shelfcast::training
