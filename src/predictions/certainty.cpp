// SPDX-License-Identifier: Apache-2.0
#include "shelfcast/predictions/certainty.hpp"

#include "shelfcast/domain/coverage.hpp"

namespace shelfcast::predictions {
namespace {

using domain::Level;

/// The first day of what is not sold yet. Of a single step ahead, which was measured wherever it lies among the first
/// ones, that is its own day; all else is measured from the cut on.
Day first_day_ahead(const domain::Cube& cube, const Period& period) {
  const Day next = cube.receipt.data_cut + 1;
  const bool is_step = period.first == period.last && period.first > next && !cube.intervals.weekly;
  return is_step && period.last - next < domain::Intervals::kStepsWithin ? period.first : next;
}

/// The chance that a sum hits, of which a part is certain and the rest comes of units at a price.
double chance_to_hit(const domain::Target& target, double certain, const domain::Knots& units, double price) {
  const double least = (target.least - certain) / price;
  const double most = (target.most - certain) / price;
  const bool nothing = certain <= 0 && target.nothing;
  return domain::chance_up_to(units, most) - (least > 0 ? domain::chance_up_to(units, least) : 0) +
         (nothing ? domain::chance_up_to(units, 0) : 0);
}

}  // namespace

domain::Expected expected_of(const Table& table, Level level, std::size_t index, const Period& period) {
  if (level == Level::product) return table.product(index, period);
  if (level == Level::category) return table.category(index, period);
  domain::Expected sum;
  for (std::size_t c = 0; c < table.cube().categories.size(); ++c) sum += table.category(c, period);
  return sum;
}

Certainty::Certainty(const Table& table, Level level, const Period& period)
    : table_(table),
      level_(level),
      period_(period),
      ahead_{first_day_ahead(table.cube(), period), period.last},
      is_measurable_(period.first <= ahead_.first && ahead_.first <= period.last && table.covers(ahead_)) {
  if (!is_measurable_) return;
  const int days = ahead_.last - ahead_.first + 1;
  const auto& intervals = table.cube().intervals;
  errors_ = intervals.of_totals(level, days);
  if (level == Level::product) errors_of_young_ = intervals.of_totals({level, true}, days);
}

void Certainty::fetch(std::span<const std::size_t> indices) const {
  if (level_ != Level::product) return;
  const bool is_running = is_measurable_ && ahead_ != period_;
  table_.fetch(indices, period_, is_running ? std::optional(ahead_) : std::nullopt);
}

Certainty::Row Certainty::row(std::size_t index, const domain::Expected& all) const {
  if (!is_measurable_) return {all, {}, nullptr, domain::Size(0)};
  const auto ahead = ahead_ == period_ ? all : expected_of(table_, level_, index, ahead_);
  const bool is_young = level_ == Level::product && table_.cube().products[index].young;
  const auto& errors = is_young ? errors_of_young_ : errors_;
  return {all, ahead, errors ? &*errors : nullptr, domain::Size(from_micro(ahead.units))};
}

std::optional<domain::IntervalPair> Certainty::interval(const Row& row) const {
  if (row.errors == nullptr) return std::nullopt;
  auto pair = row.errors->interval(row.size);
  if (!pair) return std::nullopt;
  const double sold = from_micro(row.all.units - row.ahead.units);
  for (double* bound : {&pair->of_80.low, &pair->of_80.high, &pair->of_95.low, &pair->of_95.high}) *bound += sold;
  return pair;
}

std::optional<double> Certainty::confidence(Frame frame, const Row& row) const {
  const bool is_running = period_.first < ahead_.first && ahead_.first <= period_.last;
  if (!is_running) return table_.confidence(frame, level_, row.all.amount);
  const auto spread = row.errors == nullptr ? std::nullopt : row.errors->spread(row.size);
  if (!spread || row.ahead.amount <= 0) return std::nullopt;
  const auto target = domain::target_of(from_micro(row.all.units), from_micro(row.all.amount));
  const double price = from_micro(row.ahead.amount) / from_micro(row.ahead.units);
  return chance_to_hit(target, from_micro(row.all.amount - row.ahead.amount), *spread, price);
}

std::optional<domain::IntervalPair> interval_of(const Table& table, Level level, std::size_t index,
                                                const Period& period) {
  const Certainty certainty(table, level, period);
  return certainty.interval(certainty.row(index, expected_of(table, level, index, period)));
}

std::optional<double> confidence_of(const Table& table, Frame frame, Level level, std::size_t index,
                                    const Period& period) {
  const Certainty certainty(table, level, period);
  return certainty.confidence(frame, certainty.row(index, expected_of(table, level, index, period)));
}

}  // namespace shelfcast::predictions
