// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <string_view>

namespace shelfcast::training {

/// A model that takes part in the ensemble, by its name in models::every_model(), and how far it is believed before any
/// evidence, relative to the others.
struct Member {
  std::string_view model;
  double prior;
};

/// Of products: what they say is taken as shares of the category.
inline constexpr std::array kProductMembers{
    Member{"logistic", 4},        Member{"boosting", 3},       Member{"poisson", 0.5},
    Member{"tweedie", 1},         Member{"network", 1},        Member{"exponential smoothing", 0.5},
    Member{"theta", 0.5},         Member{"intermittent", 0.5}, Member{"28-day mean", 2},
    Member{"12-week mean", 1},    Member{"last year", 1},      Member{"year ago", 0.2},
    Member{"seasonal naive", 0.2}};

/// Of whole categories, and of the whole marketplace.
inline constexpr std::array kGroupMembers{
    Member{"seasonal", 6},  Member{"exponential smoothing", 1}, Member{"theta", 0.5},    Member{"weekday mean", 2},
    Member{"last year", 1}, Member{"last year of all", 1},      Member{"year ago", 0.2}, Member{"seasonal naive", 0.2}};

/// The naive forecasts that every forecast is measured beside.
inline constexpr std::array<std::string_view, 5> kRivals{"seasonal naive", "28-day mean", "12-week mean",
                                                         "weekday mean", "year ago"};

}  // namespace shelfcast::training
