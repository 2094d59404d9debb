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

/// Gathers the evidence, has experiments decide, makes the winner the champion, and puts it into `making`: from here on
/// that is what forecasts. Idempotent under the cycle: it decides once, and stands by it.
Result<domain::ModelDecision> decide_what_serves(const Rooms& rooms, const Settings& settings, const Deciding& deciding,
                                                 Making& making);

}  // namespace shelfcast::refresh
