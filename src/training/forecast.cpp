// SPDX-License-Identifier: Apache-2.0
#include "shelfcast/models/model.hpp"
#include "shelfcast/training/imported.hpp"
#include "shelfcast/training/train.hpp"
#include "training/contenders.hpp"
#include "training/fit.hpp"
#include "training/imported_blob.hpp"
#include "training/naive_blob.hpp"
#include "training/served.hpp"
#include "training/telling.hpp"
#include "training/weeks.hpp"

#include <algorithm>

namespace shelfcast::training {
namespace {

Result<Prediction> predict_from(std::string_view blob, const domain::Panel& panel, const Listening& listening) {
  const Ahead ahead{panel.cut, domain::kHorizon};
  if (is_imported(blob)) {
    const auto imported = parse_imported(blob);
    return imported ? predict(*imported, panel, ahead, listening.attendance) : std::unexpected(imported.error());
  }
  const auto parameters = parse_parameters(blob);
  return parameters ? predict(*parameters, panel, ahead, listening) : std::unexpected(parameters.error());
}

}  // namespace

Result<void> forecast(std::string_view blob, const domain::Panel& told, const domain::TakeCategory& take,
                      const TakeReplacement& replaced, runtime::Runtime* runtime) {
  if (const auto naive = naive_model_in(blob)) return forecast_rival(*naive, told, take);
  const auto panel = with_weeks_spread(told);
  Attendance attendance;
  const auto prediction = predict_from(blob, panel, {attendance, runtime});
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
  const auto served = serve_at_cut(panel, {.days = domain::kHorizon}, runtime, [](double) {});
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
  tell(*grid, told, panel, take);
  return {};
}

}  // namespace shelfcast::training
