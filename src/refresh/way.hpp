// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "refresh/moment.hpp"

#include <span>
#include <vector>

namespace shelfcast::refresh {

/// What two tables of the same categories were made from.
struct Moments {
  Moment before;
  Moment now;
  domain::Panel corrected;  ///< up to the cut before, as sales are known now
};

/// What a table was made of.
struct End {
  Sums all;
  Sums today;
};

/// What is expected, sold and foreseen, after some cause has moved it.
struct Step {
  domain::Mover mover;
  Sums all;
};

/// The table before, the causes in their order without the last, which leads to the table now.
struct Way {
  End before;
  std::vector<Step> steps;
  End now;
};

/// Where the two tables cut time.
struct Cuts {
  std::span<const Day> before;
  std::span<const Day> now;
};

/// Goes from the one to the other, a cause at a time.
Result<Way> way_between(const Moments& moments, std::span<const Period> periods, const Cuts& cuts);

}  // namespace shelfcast::refresh
