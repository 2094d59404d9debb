// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "shelfcast/domain/panel.hpp"

#include <string>
#include <vector>

namespace shelfcast::models {

/// What kinds a day is of: its weekday (kinds 0..6), and one kind for every name among the holidays. The day before a
/// holiday is a kind of its own.
class DayKinds {
 public:
  /// From the holidays up to `last` that were known by `known`.
  DayKinds(const domain::Panel& panel, Day last, Instant known);
  /// With the names of an earlier fit: a holiday of another name has no effect.
  DayKinds(const domain::Panel& panel, std::vector<std::string> names, Instant known);

  [[nodiscard]] const std::vector<std::string>& names() const { return names_; }
  [[nodiscard]] std::size_t count() const { return 7 + names_.size(); }
  /// Ascending.
  [[nodiscard]] const std::vector<std::size_t>& of(Day day) const;

 private:
  void place(const domain::Panel& panel, Instant known);
  void mark(Day day, const std::string& name);

  std::vector<std::string> names_;  // ascending
  std::vector<std::pair<Day, std::vector<std::size_t>>> special_;
  std::vector<std::vector<std::size_t>> ordinary_;
};

}  // namespace shelfcast::models
