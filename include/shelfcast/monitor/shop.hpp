// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "shelfcast/base/calendar.hpp"
#include "shelfcast/domain/intervals.hpp"
#include "shelfcast/monitor/rules.hpp"
#include "shelfcast/monitor/signal.hpp"

#include <cstddef>
#include <functional>
#include <optional>
#include <string>
#include <vector>

namespace shelfcast::monitor {

/// What was foreseen of a recent span by a table that knew nothing of it, and what came.
struct Course {
  double foreseen = 0;      ///< units
  domain::Interval held{};  ///< of the units: what holds 95 % of what comes
  Minor foreseen_amount = 0;
  double came = 0;
  Minor came_amount = 0;
};

/// A place in the ranking of a category, and where eight draws of ten end.
struct Place {
  double rank = 0;
  double low = 0;
  double high = 0;
};

/// What a category sold in the last four weeks and in the 48 before them, and in the same weeks a year earlier.
struct Season {
  double recent = 0;
  double recent_a_year_ago = 0;
  double rest = 0;
  double rest_a_year_ago = 0;
};

struct ShopProduct {
  std::string key;
  std::string name;
  std::size_t category = 0;  ///< place in Shop::categories
  std::size_t seller = 0;    ///< place in Shop::sellers
  std::optional<Course> course = {};
  int days_out = 0;       ///< of the span, on which it could not be bought
  double next_units = 0;  ///< foreseen for the next week
  Minor next_amount = 0;
  std::optional<Place> before = {};  ///< as the table said that stood before the span
  std::optional<Place> after = {};   ///< as the one says that serves
  Minor price = 0;                   ///< 0: not known
  std::vector<Minor> earlier_prices = {};
  std::optional<Minor> cost = {};    ///< of a unit
  std::optional<double> stock = {};  ///< units left
};

struct ShopCategory {
  std::string key;
  std::string name;
  std::string parent = {};  ///< key
  std::optional<Course> course = {};
  std::optional<Season> season = {};
};

struct ShopSeller {
  std::string key;
  std::string name;
};

/// A marketplace as its sellers' alerts are judged from: plain numbers, made by whoever has the tables.
struct Shop {
  Instant at;
  std::string marketplace;
  std::string currency;
  std::optional<Period> span = {};            ///< that the courses are of; nullopt: no table stood long enough
  std::vector<ShopCategory> categories = {};  ///< those that hold products themselves
  std::vector<ShopSeller> sellers = {};
  std::vector<ShopProduct> products = {};
};

/// A seller's own threshold of a rule, where it has one.
using OwnThreshold = std::function<std::optional<double>(const Rule& rule, const std::string& seller)>;

/// Judges every seller's rule that can be judged, with nothing but its arguments.
///
/// An effect is told only beyond its threshold and beyond chance. Chance is what the forecast's own interval says,
/// corrected by how far off the bulk of the marketplace is, and over all that was looked at: of the effects that pass,
/// one in twenty may be chance (Benjamini and Hochberg), whether there are a thousand products or a million.
Look look_at(const Shop& shop, const OwnThreshold& own = {});

}  // namespace shelfcast::monitor
