// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "api/choice.hpp"
#include "api/ranked.hpp"

#include <string>

namespace shelfcast::api {

/// What kind of ranking a row stands in.
struct Ranking {
  domain::Level level;
  bool of_one_category = true;  ///< else of several, whose products were not drawn together
};

/// Whether a table knows how sure a row is: of the part of a category that one seller has it does not.
bool is_measured(const Choice& choice, domain::Level level);

/// Appends how sure a row is: the bounds of its units, the chance of ending among the best, and the ranks between which
/// eight of ten draws put it. What was not measured or drawn is null.
void put_certainty(std::string& json, const Choice& choice, const Question& question, const Ranking& ranking,
                   const RankedRow& row);

}  // namespace shelfcast::api
