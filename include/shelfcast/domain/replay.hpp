// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "shelfcast/domain/forecast.hpp"

#include <cstdint>
#include <string>
#include <vector>

namespace shelfcast::domain {

enum class Sameness : std::uint8_t { same, different, not_kept };

/// One cell of a table that a replay finds otherwise.
struct OtherCell {
  std::string product;  ///< by its source's key
  Day from;             ///< the cell's first day
  Expected published;
  Expected replayed;
};

/// What came of making a published table again from its receipt.
struct Replay {
  Receipt published;
  Receipt replayed;
  bool model_taken_up = false;            ///< not learnt by that cycle, and so not learnt again
  Sameness model = Sameness::not_kept;    ///< what was learnt
  Sameness numbers = Sameness::not_kept;  ///< all that the model expects, by fingerprint
  Sameness table = Sameness::not_kept;    ///< cell by cell, the days that ran included
  std::uint64_t products = 0;
  std::uint64_t cells = 0;          ///< compared with the table
  std::uint64_t other_cells = 0;    ///< of these
  std::vector<OtherCell> examples;  ///< the first ones
  int running_days = 0;             ///< of which more may have become known since
};

}  // namespace shelfcast::domain
