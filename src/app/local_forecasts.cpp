// SPDX-License-Identifier: Apache-2.0
#include "app/local_forecasts.hpp"

#include "app/forecast_rows.hpp"
#include "shelfcast/training/rolling_origin.hpp"
#include "shelfcast/training/train.hpp"

#include <numeric>

namespace shelfcast::app {
namespace {

using control::ForecastQuestion;

bool of_one_model(const ForecastQuestion& question) {
  return !question.model.empty() && question.model != training::kEnsemble;
}

Result<ExpectedDays> by_ensemble(const ForecastQuestion& question, const domain::Panel& panel, ranking::Edges edges,
                                 runtime::Runtime& runtime) {
  const auto trained = training::train(panel, {}, runtime, [](double) {});
  if (!trained) return std::unexpected(trained.error());
  auto cells = ranking::expected(
      panel, edges, [&](const domain::TakeCategory& take) { return training::forecast(trained->blob, panel, take); });
  if (!cells) return std::unexpected(cells.error());
  ExpectedDays expected{panel, std::move(*cells), std::nullopt};
  if (question.intervals) {
    auto intervals = training::intervals_in(trained->blob);
    if (!intervals) return std::unexpected(intervals.error());
    expected.intervals = std::move(*intervals);
  }
  return expected;
}

Result<ExpectedDays> by_model(const ForecastQuestion& question, const domain::Panel& panel, ranking::Edges edges,
                              runtime::Runtime& runtime) {
  auto cells = ranking::expected(panel, edges, [&](const domain::TakeCategory& take) {
    return training::forecast_alone(question.model, panel, runtime, take);
  });
  if (!cells) return std::unexpected(cells.error());
  return ExpectedDays{panel, std::move(*cells), std::nullopt};
}

}  // namespace

Result<std::string> LocalForecasts::lines(const ForecastQuestion& question) {
  if (question.intervals && of_one_model(question))
    return fail(Code::invalid, "--intervals",
                "only the ensemble's intervals are measured, not those of a single model");
  const auto marketplaces = house_.catalogue->marketplaces();
  if (!marketplaces) return std::unexpected(marketplaces.error());
  std::string out = forecast_header(question);
  bool found = false;
  for (const auto& marketplace : *marketplaces) {
    if (!question.marketplace.empty() && question.marketplace != marketplace.key) continue;
    found = true;
    if (auto added = add_marketplace(question, marketplace, out); !added) return std::unexpected(added.error());
  }
  if (!found) return fail(Code::not_found, question.marketplace, "there is no such marketplace here");
  return out;
}

Result<void> LocalForecasts::add_marketplace(const ForecastQuestion& question, const domain::Marketplace& marketplace,
                                             std::string& out) {
  const auto panel = house_.panel_as_of(marketplace, question.as_of);
  if (!panel) return std::unexpected(panel.error());
  std::vector<int> edges(static_cast<std::size_t>(question.days) + 1);
  std::iota(edges.begin(), edges.end(), 0);
  const auto expected = of_one_model(question) ? by_model(question, *panel, edges, *house_.runtime)
                                               : by_ensemble(question, *panel, edges, *house_.runtime);
  if (!expected) return std::unexpected(expected.error());
  write_forecast(question, *expected, out);
  return {};
}

}  // namespace shelfcast::app
