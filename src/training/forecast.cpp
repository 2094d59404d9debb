// SPDX-License-Identifier: Apache-2.0
#include "shelfcast/models/model.hpp"
#include "shelfcast/training/train.hpp"
#include "training/contenders.hpp"
#include "training/fit.hpp"
#include "training/naive_blob.hpp"
#include "training/served.hpp"
#include "training/telling.hpp"
#include "training/weeks.hpp"

namespace shelfcast::training {

Result<void> forecast(std::string_view blob, const domain::Panel& told, const domain::TakeCategory& take) {
  if (const auto naive = naive_model_in(blob)) return forecast_rival(*naive, told, take);
  const auto panel = with_weeks_spread(told);
  const auto parameters = parse_parameters(blob);
  if (!parameters) return std::unexpected(parameters.error());
  const auto prediction = predict(*parameters, panel, {panel.cut, domain::kHorizon});
  if (!prediction) return std::unexpected(prediction.error());
  tell(*prediction, told, panel, take);
  return {};
}

Result<void> forecast_alone(const std::string& name, const domain::Panel& told, runtime::Runtime& runtime,
                            const domain::TakeCategory& take) {
  const auto known = contenders_of(std::span(&name, 1));
  if (!known) return std::unexpected(known.error());
  const auto* const model = models::find_model(name);
  if (model != nullptr && model->role() == models::Role::direct) return forecast_rival(name, told, take);
  const auto panel = with_weeks_spread(told);
  const auto served = serve_at_cut(panel, {.days = domain::kHorizon}, runtime, [](double) {});
  if (!served) return std::unexpected(served.error());
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
  tell(*grid, told, panel, take);
  return {};
}

}  // namespace shelfcast::training
