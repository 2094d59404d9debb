// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "shelfcast/base/time.hpp"

#include <cstdint>
#include <functional>
#include <map>
#include <string>
#include <string_view>
#include <vector>

namespace shelfcast::domain {

enum class Stage : std::uint8_t {
  candidate,  ///< trained, and did not take over
  shadow,     ///< competes at every cycle, and does not serve
  champion,   ///< serves
  archived    ///< served once
};

/// What is remembered of a trained model.
struct ModelVersion {
  std::string version;  ///< "DE-ensemble-2.0.7"
  std::string marketplace;
  std::string kind;  ///< "ensemble", or a naive model's name with dashes
  Stage stage = Stage::candidate;
  std::string cycle;
  Day data_cut;
  std::string config_digest;
  std::string metrics;  ///< JSON
  std::string parent;   ///< the champion it was trained beside; empty for the first
  Instant trained_at;
  std::uint64_t size = 0;
  bool kept = true;  ///< whether it could still serve: old blobs go
};

enum class Act : std::uint8_t {
  succeeded,    ///< the same definition learnt anew took over, as it does when nothing speaks against it
  kept,         ///< what served goes on serving
  won,          ///< a challenger won, and serves
  rolled_back,  ///< what had been promised lost: an earlier version, or the naive rival, serves
  chosen,       ///< a person said what serves; it is pinned
  unpinned      ///< a person gave the choice back
};

// As they are stored and shown; what is no such name is the first of them.
std::string_view name_of(Stage stage);
std::string_view name_of(Act act);
Stage stage_named(std::string_view name);
Act act_named(std::string_view name);

/// Which version serves from here on, and why.
struct ModelDecision {
  std::string marketplace;
  std::string cycle;  ///< empty: a person decided
  Day data_cut;       ///< up to which sales were known
  Instant at;
  Act act = Act::kept;
  std::string serves;
  std::string instead_of;  ///< what served before; the same where nothing changed, empty for the first
  std::string reason;      ///< a sentence
};

/// How far off several forecasters were in the same periods: WAPE by product plus WAPE by category, of units.
struct Contest {
  std::vector<Day> periods;  ///< the first day of each, ascending
  std::map<std::string, std::vector<double>, std::less<>> errors;
};

}  // namespace shelfcast::domain
