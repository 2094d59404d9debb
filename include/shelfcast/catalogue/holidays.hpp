// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "shelfcast/base/holidays.hpp"
#include "shelfcast/domain/catalogue.hpp"

#include <map>
#include <string>
#include <vector>

namespace shelfcast::catalogue {

/// A row of a user's own table: of one marketplace, of all in a country, or, with neither, of all.
struct OwnHoliday {
  DayRule day;
  std::string name;
  std::string country = {};
  std::string marketplace = {};
};

/// Holidays that follow from rules: they have always been known, also of years to come. Immutable.
class HolidayRules {
 public:
  struct Options {
    bool by_time_zone = false;                        ///< a marketplace of no told country lies in that of its zone
    std::map<std::string, std::string> country = {};  ///< by the marketplace's key; "none": it keeps no country's
    std::vector<OwnHoliday> own = {};
  };
  HolidayRules() = default;  ///< none
  explicit HolidayRules(Options options) : options_(std::move(options)) {}

  /// What a source told of a marketplace, and beside it the user's own rows from `first` to `last`. Where it told
  /// nothing, its country's too. Ascending by day and name, none twice.
  [[nodiscard]] std::vector<domain::Holiday> added_to(std::vector<domain::Holiday> told,
                                                      const domain::Marketplace& marketplace, Day first,
                                                      Day last) const;
  /// Two letters; "" where it is not known.
  [[nodiscard]] std::string country_of(const domain::Marketplace& marketplace) const;

 private:
  Options options_;
};

}  // namespace shelfcast::catalogue
