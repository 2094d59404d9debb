// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "shelfcast/base/result.hpp"
#include "shelfcast/domain/backtest.hpp"

#include <nlohmann/json_fwd.hpp>

#include <array>
#include <string_view>

namespace shelfcast::control {

/// A measure by the name that it has outside, in JSON as in CSV.
struct NamedMeasure {
  std::string_view name;
  std::optional<double> domain::ErrorMeasures::* value;
};
inline constexpr std::array kMeasures{NamedMeasure{"mape", &domain::ErrorMeasures::mape},
                                      NamedMeasure{"wape", &domain::ErrorMeasures::wape},
                                      NamedMeasure{"rmse", &domain::ErrorMeasures::rmse},
                                      NamedMeasure{"mae", &domain::ErrorMeasures::mae},
                                      NamedMeasure{"rmsse", &domain::ErrorMeasures::rmsse},
                                      NamedMeasure{"wrmsse", &domain::ErrorMeasures::wrmsse},
                                      NamedMeasure{"bias", &domain::ErrorMeasures::bias},
                                      NamedMeasure{"precision", &domain::ErrorMeasures::precision},
                                      NamedMeasure{"ndcg", &domain::ErrorMeasures::ndcg},
                                      NamedMeasure{"hits", &domain::ErrorMeasures::hits},
                                      NamedMeasure{"skill", &domain::ErrorMeasures::skill},
                                      NamedMeasure{"coverage80", &domain::ErrorMeasures::coverage_80},
                                      NamedMeasure{"coverage95", &domain::ErrorMeasures::coverage_95},
                                      NamedMeasure{"width80", &domain::ErrorMeasures::width_80},
                                      NamedMeasure{"calibration", &domain::ErrorMeasures::calibration}};

std::string_view name_of(domain::ScoredLevel level);

/// A backtest as everyone outside sees it; what was not measured is null.
nlohmann::ordered_json to_json(const domain::BacktestReport& report);
/// The way back, for a command line that asks a server.
Result<domain::BacktestReport> backtest_from_json(const nlohmann::ordered_json& json);

}  // namespace shelfcast::control
