// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "models/series/seasonality.hpp"

namespace shelfcast::models {

/// The dynamic optimised theta method (Fiorucci et al. 2016): a smoothed level and a line through all that was known at
/// each step, after the season was taken out. Histories as in exponential.hpp; censored steps are left out of it.
struct Theta {
  SeasonKind season = SeasonKind::none;
  double alpha = 0.5;
  double start = 0;   ///< the level before the first step
  double weight = 0;  ///< 1 - 1 / theta: how much of the line is in it
};

/// The least squared one-step errors. At a given alpha, errors are linear in start and weight: these are solved for,
/// and only alpha is searched.
Theta fit_theta(std::span<const double> history, std::size_t season);

/// The means of the steps after the history: finite, never negative. The history may have grown since the fit.
void forecast(const Theta& fit, std::span<const double> history, std::size_t season, std::span<double> means);

}  // namespace shelfcast::models
