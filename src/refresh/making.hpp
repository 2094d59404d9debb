// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "shelfcast/domain/panel.hpp"
#include "shelfcast/domain/running.hpp"
#include "shelfcast/refresh/cycle.hpp"
#include "shelfcast/training/train.hpp"

#include <string>
#include <string_view>

namespace shelfcast::refresh {

/// A table in the making: what each step leaves for the next. A cycle makes one to publish it, a replay to compare it.
struct Making {
  domain::Panel panel;
  domain::Running running;
  std::vector<training::Challenger> challengers = {};
  training::Trained trained;
  std::string based_on = {};  ///< the version that was taken over; empty: everything was learnt anew
  domain::Cube cube;
  std::vector<domain::Replacement> replaced = {};  ///< when it was forecast
};

/// What the panel and the running days are read from.
struct Known {
  const domain::Marketplace& marketplace;
  Instant at;
  std::optional<Day> cut = {};                          ///< nullopt: the last one known in full
  std::optional<std::vector<CategoryId>> only_of = {};  ///< ascending; nullopt: all
};

Result<void> build_features(const Rooms& rooms, const Settings& settings, const Known& known, Making& making);
/// Where the settings name a version that it is based on, only what that leaves is learnt.
Result<void> train(const Rooms& rooms, const Settings& settings, const training::Progress& progress, Making& making);
/// Ranks, and completes the receipt with what the numbers themselves say.
Result<void> rank(const Rooms& rooms, domain::Receipt receipt, Making& making);

/// The settings that numbers depend on, as JSON, and back. Of what was made it tells which models were left out, and
/// which version was taken over.
Result<std::string> configuration_of(const Settings& settings, const Making& making);
Result<Settings> settings_from(std::string_view configuration);

}  // namespace shelfcast::refresh
