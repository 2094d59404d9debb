// SPDX-License-Identifier: Apache-2.0
#include "shelfcast/domain/features.hpp"
#include "shelfcast/ranking/cube.hpp"

#include <set>

namespace shelfcast::ranking {

std::vector<Day> boundaries(Day cut, int week_start) {
  const Day today = cut + 1;
  const Day end = today + domain::kHorizon;
  std::set<Day> days;
  for (int step = 0; step <= domain::kDailySteps; ++step) days.insert(today + step);
  for (const FrameRow& row : kFrames) {
    days.insert(period_of(row.frame, today, week_start).first);
    if (today + row.rolling_days <= end) days.insert(today + row.rolling_days);
  }
  for (const Frame frame : {Frame::week, Frame::month}) {
    for (Day after = period_of(frame, today, week_start).last + 1; after <= end;
         after = period_of(frame, after, week_start).last + 1) {
      days.insert(after);
    }
  }
  days.insert(end);
  return {days.begin(), days.end()};
}

}  // namespace shelfcast::ranking
