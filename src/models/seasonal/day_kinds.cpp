// SPDX-License-Identifier: Apache-2.0
#include "models/seasonal/day_kinds.hpp"

#include <algorithm>

namespace shelfcast::models {
namespace {

std::string eve_of(const std::string& name) {
  return "before " + name;
}

}  // namespace

DayKinds::DayKinds(const domain::Panel& panel, Day last, Instant known) {
  for (const auto& holiday : panel.holidays) {
    if (holiday.learnt > known || holiday.day < panel.first) continue;
    if (holiday.day <= last) names_.push_back(holiday.name);
    if (holiday.day - 1 <= last) names_.push_back(eve_of(holiday.name));
  }
  std::sort(names_.begin(), names_.end());
  names_.erase(std::unique(names_.begin(), names_.end()), names_.end());
  place(panel, known);
}

DayKinds::DayKinds(const domain::Panel& panel, std::vector<std::string> names, Instant known)
    : names_(std::move(names)) {
  place(panel, known);
}

void DayKinds::mark(Day day, const std::string& name) {
  const auto found = std::lower_bound(names_.begin(), names_.end(), name);
  if (found == names_.end() || *found != name) return;
  auto place =
      std::lower_bound(special_.begin(), special_.end(), day, [](const auto& a, Day b) { return a.first < b; });
  if (place == special_.end() || place->first != day)
    place = special_.insert(place, {day, {static_cast<std::size_t>(weekday(day))}});
  const auto kind = 7 + static_cast<std::size_t>(found - names_.begin());
  auto& kinds = place->second;
  const auto at = std::lower_bound(kinds.begin(), kinds.end(), kind);
  if (at == kinds.end() || *at != kind) kinds.insert(at, kind);
}

void DayKinds::place(const domain::Panel& panel, Instant known) {
  for (std::size_t day = 0; day < 7; ++day) ordinary_.push_back({day});
  for (const auto& holiday : panel.holidays) {
    if (holiday.learnt > known) continue;
    mark(holiday.day, holiday.name);
    mark(holiday.day - 1, eve_of(holiday.name));
  }
}

const std::vector<std::size_t>& DayKinds::of(Day day) const {
  const auto found =
      std::lower_bound(special_.begin(), special_.end(), day, [](const auto& a, Day b) { return a.first < b; });
  return found != special_.end() && found->first == day ? found->second
                                                        : ordinary_[static_cast<std::size_t>(weekday(day))];
}

}  // namespace shelfcast::models
