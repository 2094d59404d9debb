// SPDX-License-Identifier: Apache-2.0
#include "shelfcast/base/bytes.hpp"
#include "shelfcast/models/model.hpp"
#include "shelfcast/training/train.hpp"
#include "training/prediction.hpp"
#include "training/weeks.hpp"

#include <algorithm>

namespace shelfcast::training {
namespace {

constexpr std::string_view kNaive = "naive1";
constexpr auto kDays = static_cast<std::size_t>(domain::kHorizon);

std::vector<std::vector<std::size_t>> products_by_category(const domain::Panel& panel) {
  std::vector<std::vector<std::size_t>> rows(panel.categories.size());
  for (std::size_t p = 0; p < panel.products.size(); ++p) rows[panel.products[p].category].push_back(p);
  return rows;
}

}  // namespace

Result<void> forecast(std::string_view blob, const domain::Panel& told, const domain::TakeCategory& take) {
  if (ByteReader in(blob); in.text() == kNaive) return forecast_rival(in.text(), told, take);
  const auto panel = with_weeks_spread(told);
  const auto parameters = parse_parameters(blob);
  if (!parameters) return std::unexpected(parameters.error());
  const auto prediction = predict(*parameters, panel, {panel.cut, domain::kHorizon});
  if (!prediction) return std::unexpected(prediction.error());
  const auto by_category = products_by_category(panel);
  std::vector<double> units;
  for (std::size_t c = 0; c < by_category.size(); ++c) {
    auto rows = by_category[c];
    std::erase_if(rows, [&](std::size_t p) { return !prediction->speaks_of(p); });
    if (rows.empty()) continue;
    units.clear();
    for (const std::size_t p : rows)
      for (std::size_t day = 0; day < kDays; ++day) units.push_back(prediction->units(p, c, day));
    const auto gathered = with_weeks_gathered(told, panel, units);
    take({.rows = rows, .units = gathered});
  }
  return {};
}

std::span<const std::string_view> naive_models() {
  return kRivals;
}

std::string naive_blob(std::string_view model) {
  std::string blob;
  put_text(blob, kNaive);
  put_text(blob, model);
  return blob;
}

Result<void> forecast_rival(std::string_view rival, const domain::Panel& told, const domain::TakeCategory& take) {
  const auto panel = with_weeks_spread(told);
  const auto* const model = models::find_model(rival);
  if (model == nullptr || model->role() != models::Role::direct)
    return fail(Code::not_found, std::string(rival), "there is no such naive model");
  const domain::FeatureMatrix no_matrix;
  const models::FeaturesFor no_features;
  const auto each_day = single_days(domain::kHorizon);
  const auto blob = model->fit({panel, panel.cut, {"", 1, domain::kHorizon}, no_matrix});
  if (!blob) return std::unexpected(blob.error());
  const auto grid = model->predict(*blob, {panel, panel.cut, each_day, no_features});
  if (!grid) return std::unexpected(grid.error());
  std::vector<double> units;
  for (const auto& rows : products_by_category(panel)) {
    if (rows.empty()) continue;
    units.clear();
    for (const std::size_t p : rows) {
      const auto* const first = grid->values.data() + p * grid->columns;
      units.insert(units.end(), first, first + grid->columns);
    }
    const auto gathered = with_weeks_gathered(told, panel, units);
    take({.rows = rows, .units = gathered});
  }
  return {};
}

}  // namespace shelfcast::training
