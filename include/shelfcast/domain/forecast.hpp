// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "shelfcast/base/calendar.hpp"
#include "shelfcast/base/ids.hpp"
#include "shelfcast/base/money.hpp"
#include "shelfcast/base/time.hpp"
#include "shelfcast/domain/catalogue.hpp"
#include "shelfcast/domain/intervals.hpp"

#include <array>
#include <cstdint>
#include <functional>
#include <optional>
#include <span>
#include <string>
#include <vector>

namespace shelfcast::domain {

/// What numbers were made with, besides data and settings.
struct Workshop {
  std::string build;       ///< of the binary: "0.1.0 for x86-64-v3"
  std::string cpu;         ///< the vector instructions that it found: "avx2 fma"
  std::string time_zones;  ///< version of the tz database: "2025b"
  bool operator==(const Workshop&) const = default;
};

/// What a published table was made from: enough to make it again, and to see that it is the same.
struct Receipt {
  std::string cycle;          ///< "DE-20251120-1"
  std::string model_version;  ///< "DE-ensemble-2.0.0"
  Day data_cut;
  Instant known_at;
  std::string config_digest;
  std::uint64_t seed = 0;
  std::string configuration;           ///< the settings themselves that numbers depend on, as JSON
  std::vector<CategoryId> categories;  ///< only these were made (ascending); empty: all
  IntervalFactors factors = {};        ///< what live coverage stretched the intervals by
  std::string holidays;                ///< fingerprint of the holidays known
  std::string numbers;                 ///< fingerprint of all that the model expects; the days that run come on top
  Workshop workshop;
};

/// Expected units and money of one cell.
struct Expected {
  Micro units = 0;
  Micro amount = 0;

  Expected& operator+=(const Expected& other) {
    units += other.units;
    amount += other.amount;
    return *this;
  }
  friend Expected operator-(Expected a, const Expected& b) { return {a.units - b.units, a.amount - b.amount}; }
  bool operator==(const Expected&) const = default;
};

/// The places in a ranking that are asked about: among the best so many.
inline constexpr std::array<std::uint32_t, 4> kTops{5, 10, 20, 50};

/// Where a row of a ranking may end, from draws of all its rows together.
struct Chance {
  std::array<std::uint16_t, kTops.size()> top{};  ///< of ending among the best kTops[i], in ten-thousandths
  std::uint32_t rank_low = 0;                     ///< of ten draws, eight ended between this rank and the other;
  std::uint32_t rank_high = 0;                    ///< 0: not measured
  bool operator==(const Chance&) const = default;
};

/// How often predictions of this size came within 25 % of the actual amount, measured. For one frame and level.
struct ConfidenceBin {
  Micro amount_from = 0;  ///< predictions of at least this amount, up to the next bin's
  double hit_rate = 0;
  std::uint32_t measured = 0;  ///< how many predictions it was measured on
};

/// Expected units of one category's products for every day after the cut: rows x kHorizon, row-major. The rows are
/// indices into Panel::products.
struct CategoryForecast {
  std::span<const std::size_t> rows;
  std::span<const double> units;
};
using TakeCategory = std::function<void(const CategoryForecast&)>;

struct ConfidenceCurve {
  Frame frame;
  Level level;
  std::vector<ConfidenceBin> bins;  ///< ascending by amount_from; empty: not measured
};

struct ForecastProduct {
  ProductId id;
  std::string key;
  std::string name;
  CategoryId category;
  SellerId seller;
  std::string seller_key;
  std::string seller_name;
  bool young = false;  ///< as is_young() has it at the cut
};

struct ForecastCategory {
  CategoryId id;
  std::string key;
  std::string name;
  std::optional<CategoryId> parent;
};

/// Categories of a cube that were made anew after the rest of it.
struct CubePart {
  Receipt receipt;
  Instant published;
  std::vector<CategoryId> categories;  ///< ascending
};

/// The cube, ready to be published. Time is cut at `boundaries`, ascending days: cell i is the days from boundaries[i]
/// up to but excluding boundaries[i+1]. Cells before the data cut hold what was sold, cells after it what is expected.
/// Every day up to kDailySteps after the cut has its cell; beyond it the ends of weeks, months and rolling windows do.
struct Cube {
  std::string marketplace;  ///< the source's key, as "DE"
  std::string currency;
  std::string time_zone;
  int week_start = 0;
  Receipt receipt;
  std::vector<Day> boundaries;
  std::vector<ForecastCategory> categories;  ///< ascending by id; ancestors of the products' categories included
  std::vector<ForecastProduct> products;     ///< ascending by (category, id)
  std::vector<Expected> cells;               ///< row-major, products.size() x (boundaries.size() - 1)
  std::vector<Expected> running;             ///< by product: what of the cells after the cut was sold already
  std::vector<CubePart> parts;               ///< in the order they were published; all else is the receipt's
  Instant whole_since;                       ///< where there are parts: when the table without any was published
  std::vector<ConfidenceCurve> confidence;
  Intervals intervals;                   ///< of units, from the cut on
  std::vector<Period> chance_periods;    ///< of the rankings that were drawn
  std::vector<Chance> product_chances;   ///< row-major, products x periods; in the ranking of its category. Or empty
  std::vector<Chance> category_chances;  ///< row-major, categories x periods. Or empty
  Grain grain = Grain::instant;          ///< of what it was learnt from
  Measures measures = {};
};

}  // namespace shelfcast::domain
