// SPDX-License-Identifier: Apache-2.0
#include "shelfcast/base/calendar.hpp"

#include <algorithm>

namespace shelfcast {
namespace {

/// The block of `months` months (1, 3, 6 or 12, counted from January) that contains `day`.
Period block_of_months(Day day, int months) {
  const CivilDate date = civil(day);
  const int first_month = (date.month - 1) / months * months + 1;
  const int next = first_month + months;
  const Day first = day_of({date.year, first_month, 1});
  const Day after = next > 12 ? day_of({date.year + 1, 1, 1}) : day_of({date.year, next, 1});
  return {first, after - 1};
}

}  // namespace

std::optional<int> parse_weekday(std::string_view name) {
  const auto* const day = std::ranges::find(kWeekdays, name);
  return day == kWeekdays.end() ? std::nullopt : std::optional(static_cast<int>(day - kWeekdays.begin()));
}

std::string_view name_of(Frame frame) {
  return std::ranges::find(kFrames, frame, &FrameRow::frame)->name;
}

std::optional<Frame> parse_frame(std::string_view name) {
  const auto* const row = std::ranges::find(kFrames, name, &FrameRow::name);
  return row == kFrames.end() ? std::nullopt : std::optional(row->frame);
}

std::optional<Window> parse_window(std::string_view name) {
  if (name == "calendar") return Window::calendar;
  if (name == "next") return Window::next;
  if (name == "rolling") return Window::rolling;
  return std::nullopt;
}

Period period_of(Frame frame, Day day, int week_start) {
  switch (frame) {
    case Frame::day:
      return {day, day};
    case Frame::week: {
      const Day first = day - (weekday(day) - week_start + 7) % 7;
      return {first, first + 6};
    }
    case Frame::month:
      return month_of(day);
    case Frame::quarter:
      return block_of_months(day, 3);
    case Frame::half:
      return block_of_months(day, 6);
    case Frame::year:
      return block_of_months(day, 12);
  }
  return {day, day};
}

Period month_of(Day day) {
  return block_of_months(day, 1);
}

Period period_of(Frame frame, Window window, Day day, Day cut, int week_start) {
  if (window == Window::rolling) {
    const int days = std::ranges::find(kFrames, frame, &FrameRow::frame)->rolling_days;
    return {cut + 1, cut + days};
  }
  const Period running = period_of(frame, day, week_start);
  return window == Window::calendar ? running : period_of(frame, running.last + 1, week_start);
}

std::vector<FramePeriod> running_and_rolling(Day cut, int week_start) {
  std::vector<FramePeriod> periods;
  for (const FrameRow& row : kFrames) {
    const auto running = period_of(row.frame, Window::calendar, cut + 1, cut, week_start);
    const auto rolling = period_of(row.frame, Window::rolling, cut + 1, cut, week_start);
    if (running != rolling) periods.push_back({row.frame, running, false});
    periods.push_back({row.frame, rolling, true});
  }
  return periods;
}

}  // namespace shelfcast
