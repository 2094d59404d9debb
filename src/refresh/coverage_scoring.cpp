// SPDX-License-Identifier: Apache-2.0
#include "refresh/coverage_scoring.hpp"

#include "shelfcast/experiments/interval_factors.hpp"
#include "shelfcast/predictions/certainty.hpp"

#include <algorithm>
#include <numeric>
#include <set>

namespace shelfcast::refresh {
namespace {

using domain::CoverageOf;
using domain::Held;
using domain::Level;
using predictions::ScoredPeriod;
using predictions::Table;
using Sold = Actuals::Sold;

constexpr std::size_t kMostPairs = 200;  // of a level and period that are remembered for the next intervals

/// By row: the place that it ended at, from 1 on; the better known first where amounts are the same, as it is drawn.
std::vector<std::size_t> places(std::span<const Sold> sold) {
  std::vector<std::size_t> order(sold.size());
  std::iota(order.begin(), order.end(), 0);
  std::ranges::stable_sort(order, std::ranges::greater{}, [&](std::size_t row) { return sold[row].amount; });
  std::vector<std::size_t> place(sold.size());
  for (std::size_t i = 0; i < order.size(); ++i) place[order[i]] = i + 1;
  return place;
}

/// Some of them, evenly spread: pairs come in the order of categories.
std::vector<domain::LivePair> thinned(const std::vector<domain::LivePair>& pairs) {
  if (pairs.size() <= kMostPairs) return pairs;
  std::vector<domain::LivePair> some;
  some.reserve(kMostPairs);
  for (std::size_t i = 0; i < kMostPairs; ++i) some.push_back(pairs[i * pairs.size() / kMostPairs]);
  return some;
}

/// One period of a table beside what came, level by level.
class Scoring {
 public:
  Scoring(const Table& table, const FramePeriod& about)
      : table_(table),
        cube_(table.cube()),
        ahead_{cube_.receipt.data_cut + 1, about.period.last},
        scored_{.cut = cube_.receipt.data_cut,
                .about = about,
                .promised_by = table.id(),
                .version = cube_.receipt.model_version} {}

  ScoredPeriod score(const Actuals& actuals) {
    std::vector<std::size_t> categories;
    std::vector<Sold> of_categories;
    Sold whole;
    for (std::size_t c = 0; c < cube_.categories.size(); ++c) {
      if (table_.products_of(c).count == 0) continue;
      categories.push_back(c);
      of_categories.push_back(score_products(c, actuals));
      whole.units += of_categories.back().units;
      whole.amount += of_categories.back().amount;
    }
    score_categories(categories, of_categories);
    add_interval(held(Level::marketplace, {}), Level::marketplace, 0, whole);
    for (auto& [level, pairs] : pairs_)
      if (scored_.about.rolling)
        scored_.runs.push_back({.level = level,
                                .cut = scored_.cut,
                                .days = ahead_.last - scored_.cut,
                                .of = pairs.size(),
                                .pairs = thinned(pairs)});
    std::erase_if(scored_.held, [](const auto& row) { return row.second == Held{}; });
    return std::move(scored_);
  }

 private:
  Held& held(Level level, CategoryId category) {
    const std::size_t band = domain::band_of(ahead_.last - scored_.cut);
    return scored_.held[CoverageOf{.level = level, .category = category, .frame = scored_.about.frame, .band = band}];
  }

  /// What all of them sold.
  Sold score_products(std::size_t category, const Actuals& actuals) {
    const auto [first, count] = table_.products_of(category);
    std::vector<Sold> sold;
    Sold sum;
    for (std::size_t p = first; p < first + count; ++p) {
      sold.push_back(actuals.sold(cube_.products[p].id));
      sum.units += sold.back().units;
      sum.amount += sold.back().amount;
    }
    const auto place = places(sold);
    Held& of_category = held(Level::product, cube_.categories[category].id);
    for (std::size_t i = 0; i < count; ++i) {
      add(of_category, Level::product, first + i, sold[i]);
      add_chance(of_category, table_.product_chance(first + i, scored_.about.period), place[i]);
    }
    return sum;
  }

  void score_categories(std::span<const std::size_t> categories, std::span<const Sold> sold) {
    const auto place = places(sold);
    for (std::size_t i = 0; i < categories.size(); ++i) {
      Held& own = held(Level::category, cube_.categories[categories[i]].id);
      add(own, Level::category, categories[i], sold[i]);
      add_chance(own, table_.category_chance(categories[i], scored_.about.period), place[i]);
    }
  }

  void add(Held& held, Level level, std::size_t row, const Sold& sold) {
    add_interval(held, level, row, sold);
    const auto expected = predictions::expected_of(table_, level, row, scored_.about.period);
    if (expected.units <= 0) return;
    const auto confidence = predictions::confidence_of(table_, scored_.about.frame, level, row, scored_.about.period);
    const double amount = static_cast<double>(expected.amount) / static_cast<double>(kMicroPerMinor);
    if (confidence) held.confidence.add(*confidence, domain::is_hit(from_micro(expected.units), amount, sold.amount));
  }

  void add_interval(Held& held, Level level, std::size_t row, const Sold& sold) {
    const auto interval = predictions::interval_of(table_, level, row, scored_.about.period);
    if (!interval) return;
    held.add(*interval, sold.units);
    if (level == Level::product && cube_.products[row].young) return;  // what is learnt from pairs is of the others
    const auto ahead = predictions::expected_of(table_, level, row, ahead_);
    const auto all = predictions::expected_of(table_, level, row, scored_.about.period);
    const double before = from_micro(all.units - ahead.units);
    pairs_[level].push_back({static_cast<float>(from_micro(ahead.units)), static_cast<float>(sold.units - before)});
  }

  static void add_chance(Held& held, const std::optional<domain::Chance>& chance, std::size_t place) {
    if (!chance) return;
    constexpr double kTenThousand = 10'000;
    for (std::size_t i = 0; i < domain::kTops.size(); ++i)
      held.top[i].add(chance->top[i] / kTenThousand, place <= domain::kTops[i]);
  }

  const Table& table_;
  const domain::Cube& cube_;
  Period ahead_;
  ScoredPeriod scored_;
  std::map<Level, std::vector<domain::LivePair>> pairs_;
};

bool is_told(Frame frame, domain::Grain grain) {
  return grain != domain::Grain::week || frame != Frame::day;
}

/// Those of one table, as far as they are over and not counted.
Result<void> count_table(const Rooms& rooms, const domain::Marketplace& marketplace, const predictions::Kept& kept,
                         const std::vector<FramePeriod>& due) {
  if (due.empty()) return {};
  const auto table = rooms.tables.find(marketplace.key, kept.id);
  if (!table) return {};  // it cannot be read; the shelf has said so
  for (const auto& about : due) {
    const auto actuals = Actuals::of(rooms, marketplace, about.period);
    if (!actuals) return std::unexpected(actuals.error());
    const auto scored = score_period(*table, about, *actuals);
    if (auto added = rooms.coverage.add(marketplace.key, scored); !added) return added;
  }
  return {};
}

}  // namespace

ScoredPeriod score_period(const Table& table, const FramePeriod& about, const Actuals& actuals) {
  return Scoring(table, about).score(actuals);
}

Result<void> score_coverage(const Rooms& rooms, const domain::Marketplace& marketplace, Day end) {
  const auto kept = rooms.tables.kept(marketplace.key);
  const auto counted = rooms.coverage.counted(marketplace.key, end - domain::kHorizon);
  if (!counted) return std::unexpected(counted.error());
  std::set<Day> cuts;
  for (const auto& entry : kept) {
    const Day cut = entry.data_cut;
    if (cut < end - domain::kHorizon || cut >= end || !cuts.insert(cut).second) continue;
    std::vector<FramePeriod> due;
    for (const auto& about : running_and_rolling(cut, marketplace.week_start)) {
      const bool is_over = about.period.last <= end && is_told(about.frame, marketplace.grain);
      if (is_over && !counted->contains({cut, about.period.first, about.period.last})) due.push_back(about);
    }
    if (auto done = count_table(rooms, marketplace, entry, due); !done) return done;
  }
  return {};
}

Result<domain::IntervalFactors> live_factors(const Rooms& rooms, const std::string& marketplace, Day cut,
                                             const domain::Intervals& measured) {
  const auto runs = rooms.coverage.runs(marketplace, {cut - domain::kHorizon, cut});
  if (!runs) return std::unexpected(runs.error());
  return experiments::interval_factors(measured, *runs);
}

}  // namespace shelfcast::refresh
