// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "shelfcast/base/time.hpp"

#include <array>
#include <optional>
#include <string_view>
#include <vector>

namespace shelfcast {

/// The time frames a user can ask for. A new one is a row of kFrames.
enum class Frame { day, week, month, quarter, half, year };

/// Which period of a frame: the calendar's that contains a day, the one after it, or the frame's length after the data
/// cut.
enum class Window { calendar, next, rolling };

struct FrameRow {
  Frame frame;
  std::string_view name;
  int rolling_days;  ///< its length as a rolling window
};

inline constexpr std::array<FrameRow, 6> kFrames{{{Frame::day, "day", 1},
                                                  {Frame::week, "week", 7},
                                                  {Frame::month, "month", 30},
                                                  {Frame::quarter, "quarter", 91},
                                                  {Frame::half, "half", 182},
                                                  {Frame::year, "year", 365}}};

/// Days from `first` up to and including `last`.
struct Period {
  Day first;
  Day last;
  bool operator==(const Period&) const = default;
};

/// From Monday, 0, to Sunday, 6.
inline constexpr std::array<std::string_view, 7> kWeekdays = {"monday", "tuesday",  "wednesday", "thursday",
                                                              "friday", "saturday", "sunday"};
std::optional<int> parse_weekday(std::string_view name);

std::string_view name_of(Frame frame);
std::optional<Frame> parse_frame(std::string_view name);
std::optional<Window> parse_window(std::string_view name);

/// The calendar period of `frame` that contains `day`. The one routine that cuts time into buckets.
/// `week_start` is 0 for Monday .. 6 for Sunday.
Period period_of(Frame frame, Day day, int week_start);

/// The calendar month that contains `day`.
Period month_of(Day day);

/// The period that `window` means for a question about `day`, asked of a table whose last known day is `cut`.
Period period_of(Frame frame, Window window, Day day, Day cut, int week_start);

/// A period of a frame, and whether it is the frame's length after a cut.
struct FramePeriod {
  Frame frame;
  Period period;
  bool rolling = false;
};

/// The periods that a table with this cut tells the certainty of: of each frame the running one, which contains the day
/// after the cut, and the rolling one. Where both are the same it stands once, as rolling.
std::vector<FramePeriod> running_and_rolling(Day cut, int week_start);

}  // namespace shelfcast
