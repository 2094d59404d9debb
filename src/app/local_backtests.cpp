// SPDX-License-Identifier: Apache-2.0
#include "app/local_backtests.hpp"

#include "shelfcast/training/rolling_origin.hpp"

namespace shelfcast::app {

Result<domain::BacktestReport> LocalBacktests::run(const control::BacktestQuestion& question,
                                                   const Progress& progress) {
  const auto marketplace = house_.catalogue->marketplace(question.marketplace);
  if (!marketplace) return std::unexpected(marketplace.error());
  const auto extent = house_.deltas->extent(marketplace->id);
  if (!extent) return std::unexpected(extent.error());
  if (!*extent) return fail(Code::not_found, marketplace->key, "no sales are known yet");
  const auto known_at = [&](Day day) { return house_.panel_as_of(*marketplace, day); };
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
