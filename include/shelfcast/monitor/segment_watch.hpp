// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "shelfcast/monitor/signal.hpp"

#include <string>
#include <vector>

namespace shelfcast::monitor {

/// What was foreseen of some products in a week by a table that knew nothing of it, and what came: units.
struct ForeseenAndCame {
  double foreseen = 0;
  double came = 0;
};

/// Products that have something in common: a category, a price band, how fast they sell, how new they are.
struct Segment {
  std::string subject;    ///< "category:12", "price:high"
  std::string name = {};  ///< "Tea", "the dearest quarter of every category"
  std::vector<ForeseenAndCame> weeks = {};
};

/// The last weeks of a marketplace that are over, of all its products and by segment: the same weeks in each.
struct Segments {
  std::string marketplace;
  std::string currency = {};
  std::vector<ForeseenAndCame> weeks = {};
  std::vector<Segment> segments = {};
};

/// Which segments sell more or less than was foreseen of them, week after week, beyond the threshold and beyond chance.
/// What the whole marketplace differed by in a week is taken off: that is no matter of a segment. Of healthy
/// marketplaces with however many segments one of a thousand is called otherwise. Too few weeks: nothing is judged.
Look look_at(const Segments& segments, Instant now);

}  // namespace shelfcast::monitor
