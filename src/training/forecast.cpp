// SPDX-License-Identifier: Apache-2.0
#include "shelfcast/models/model.hpp"
#include "shelfcast/training/imported.hpp"
#include "shelfcast/training/train.hpp"
#include "training/contenders.hpp"
#include "training/fit.hpp"
#include "training/imported_blob.hpp"
#include "training/naive_blob.hpp"
#include "training/served.hpp"
#include "training/weeks.hpp"

#include <algorithm>

namespace shelfcast::training {
namespace {

constexpr auto kDays = static_cast<std::size_t>(domain::kHorizon);

std::vector<std::vector<std::size_t>> products_by_category(const domain::Panel& panel) {
  std::vector<std::vector<std::size_t>> rows(panel.categories.size());
  for (std::size_t p = 0; p < panel.products.size(); ++p) rows[panel.products[p].category].push_back(p);
  return rows;
}

/// Tells of each category what is expected at the cut of `panel`, which is `told` with weeks spread.
void tell(const Prediction& prediction, const domain::Panel& told, const domain::Panel& panel,
          const domain::TakeCategory& take) {
  const auto by_category = products_by_category(panel);
  std::vector<double> units;
  for (std::size_t c = 0; c < by_category.size(); ++c) {
    auto rows = by_category[c];
    std::erase_if(rows, [&](std::size_t p) { return !prediction.speaks_of(p); });
    if (rows.empty()) continue;
    units.clear();
    for (const std::size_t p : rows)
      for (std::size_t day = 0; day < kDays; ++day) units.push_back(prediction.units(p, c, day));
    const auto gathered = with_weeks_gathered(told, panel, units);
    take({.rows = rows, .units = gathered});
  }
}

Result<Prediction> predict_from(std::string_view blob, const domain::Panel& panel, Attendance& attendance) {
  const Ahead ahead{panel.cut, domain::kHorizon};
  if (is_imported(blob)) {
    const auto imported = parse_imported(blob);
    return imported ? predict(*imported, panel, ahead, attendance) : std::unexpected(imported.error());
  }
  const auto parameters = parse_parameters(blob);
  return parameters ? predict(*parameters, panel, ahead, {attendance}) : std::unexpected(parameters.error());
}

}  // namespace

Result<void> forecast(std::string_view blob, const domain::Panel& told, const domain::TakeCategory& take,
                      const TakeReplacement& replaced) {
  if (const auto naive = naive_model_in(blob)) return forecast_rival(*naive, told, take);
  const auto panel = with_weeks_spread(told);
  Attendance attendance;
  const auto prediction = predict_from(blob, panel, attendance);
  if (!prediction) return std::unexpected(prediction.error());
  tell(*prediction, told, panel, take);
  if (replaced) std::ranges::for_each(attendance.replaced(), replaced);
  return {};
}

Result<void> forecast_alone(const std::string& name, const domain::Panel& told, runtime::Runtime& runtime,
                            const domain::TakeCategory& take) {
  const auto known = contenders_of(std::span(&name, 1));
  if (!known) return std::unexpected(known.error());
  const auto* const model = models::find_model(name);
  if (model != nullptr && model->role() == models::Role::direct) return forecast_rival(name, told, take);
  const auto panel = with_weeks_spread(told);
  const auto served = serve_at_cut(panel, domain::kHorizon, runtime, [](double) {});
  if (!served) return std::unexpected(served.error());
  if (auto problem = served->problem_of(name); !problem.empty()) return fail(Code::rejected, name, std::move(problem));
  const auto of_shares = served->of_shares.find(name);
  tell(of_shares != served->of_shares.end() ? of_shares->second : served->ensemble, told, panel, take);
  return {};
}

Result<void> forecast_rival(std::string_view rival, const domain::Panel& told, const domain::TakeCategory& take) {
  const auto panel = with_weeks_spread(told);
  const auto* const model = models::find_model(rival);
  if (model == nullptr || model->role() != models::Role::direct)
    return fail(Code::not_found, std::string(rival), "there is no such naive model");
  const auto grid = ask_direct_days(*model, panel, panel.cut, domain::kHorizon);
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
