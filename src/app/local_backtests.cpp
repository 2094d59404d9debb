// SPDX-License-Identifier: Apache-2.0
#include "app/local_backtests.hpp"

#include "shelfcast/features/data_cut.hpp"
#include "shelfcast/features/panel.hpp"
#include "shelfcast/training/rolling_origin.hpp"

namespace shelfcast::app {

Result<domain::BacktestReport> LocalBacktests::run(const control::BacktestQuestion& question,
                                                   const Progress& progress) {
  const auto marketplace = house_.catalogue->marketplace(question.marketplace);
  if (!marketplace) return std::unexpected(marketplace.error());
  const auto extent = house_.deltas->extent(marketplace->id);
  if (!extent) return std::unexpected(extent.error());
  if (!*extent) return fail(Code::not_found, marketplace->key, "no sales are known yet");
  const auto known_at = [&](Day day) -> Result<domain::Panel> {
    const auto moment = features::known_in_full(*marketplace, day);
    if (!moment) return std::unexpected(moment.error());
    return features::panel_as_known_at(
        *house_.deltas, *house_.catalogue, *marketplace, *moment,
        {.history_days = house_.settings().history_days, .runtime = house_.runtime.get()});
  };
  const auto now = known_at(question.as_of.value_or((*extent)->last));
  if (!now) return std::unexpected(now.error());
  return training::roll_origin({.first = (*extent)->first, .now = *now, .known_at = known_at},
                               {.horizon = question.horizon,
                                .windows = question.windows,
                                .step = question.step,
                                .top = question.top,
                                .models = question.models},
                               *house_.runtime, progress);
}

}  // namespace shelfcast::app
