// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "refresh/making.hpp"
#include "shelfcast/domain/model_version.hpp"

#include <string>

namespace shelfcast::refresh {

/// The cycle that has just trained a version.
struct Deciding {
  const Order& order;
  const domain::Marketplace& marketplace;
  const std::string& candidate;
};

/// The versions that were not learnt here and compete, or serve: training measures them beside what it learns.
Result<std::vector<training::Challenger>> challengers_of(const Rooms& rooms, const std::string& marketplace);

/// What the newest table of a version says of how often it hits; of one that never served, nothing is measured.
std::vector<domain::ConfidenceCurve> confidence_of(const Rooms& rooms, const domain::ModelVersion& version);

/// The version that an incremental training at a data cut takes over: the newest that learnt everything, if that is at
/// most four weeks ago. Empty: everything is to be learnt anew.
Result<std::string> base_of(const Rooms& rooms, const Order& order, Day data_cut);

/// Gathers the evidence, has experiments decide, makes the winner the champion, and puts it into `making`: from here on
/// that is what forecasts. Idempotent under the cycle: it decides once, and stands by it.
Result<domain::ModelDecision> decide_what_serves(const Rooms& rooms, const Settings& settings, const Deciding& deciding,
                                                 Making& making);

}  // namespace shelfcast::refresh
