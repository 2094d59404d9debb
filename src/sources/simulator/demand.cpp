// SPDX-License-Identifier: Apache-2.0
#include "sources/simulator/demand.hpp"

#include "shelfcast/base/exact_math.hpp"
#include "sources/simulator/category_course.hpp"

#include <algorithm>

namespace shelfcast::sources::simulator {
namespace {

constexpr double kLumpyShare = 0.15;  // of the products: long nothing, then several at once

/// The life curve from `age` days on: a steep or slow start, a peak of novelty, a plateau.
class LifeCurve {
 public:
  LifeCurve(const Habits& habits, int age)
      : peak_(habits.peak),
        novelty_(exact::exp(-age / habits.decay_days)),
        unknown_(exact::exp(-(age + 4) / habits.ramp_days)),
        novelty_kept_(exact::exp(-1 / habits.decay_days)),
        unknown_kept_(exact::exp(-1 / habits.ramp_days)) {}

  double next() {
    const double level = (1 + (peak_ - 1) * novelty_) * (1 - unknown_);
    novelty_ *= novelty_kept_;
    unknown_ *= unknown_kept_;
    return level;
  }

 private:
  double peak_;
  double novelty_;
  double unknown_;
  double novelty_kept_;
  double unknown_kept_;
};

}  // namespace

Habits habits_of(std::uint64_t seed, const ProductRow& product) {
  Random random = stream(seed, Topic::drift, product.id);
  Habits habits{};
  habits.price_elasticity = 1.0 + 1.4 * random.uniform();
  habits.promotion_elasticity = 1.4 + 1.8 * random.uniform();
  habits.season_strength = 0.7 + 0.6 * random.uniform();
  for (double& day : habits.week) day = 0.07 * random.normal();
  habits.peak = 1 + 0.9 * random.uniform();
  habits.decay_days = 60 + 200 * random.uniform();
  habits.ramp_days = 5 + 40 * random.uniform();
  const bool lumpy = random.uniform() < kLumpyShare;
  habits.steadiness = (lumpy ? 0.5 : 5.0) * exact::exp(0.4 * random.normal());
  habits.another = (lumpy ? 0.12 : 0.01) + 0.09 * random.uniform();
  return habits;
}

DemandModel::DemandModel(std::uint64_t seed, const Assortment& assortment, const PricePlan& plan, const Span& span)
    : seed_(seed), assortment_(assortment), plan_(plan), span_(span) {
  for (int i = 0; i < span.days(); ++i) weekdays_.push_back(weekday(span.day(i)));
  const Course market = market_course(seed, span);
  for (std::size_t leaf = 0; leaf < assortment.leaves.size(); ++leaf) {
    const auto number = static_cast<int>(leaf);
    const int department = assortment.categories[static_cast<std::size_t>(assortment.leaves[leaf])].department;
    season_.push_back(season_course(seed, number, department, span));
    course_.push_back(category_course(seed, number, department, span));
    for (std::size_t i = 0; i < market.size(); ++i) course_.back()[i] += market[i];
  }
}

void DemandModel::row(std::size_t product, const Habits& habits, std::span<double> units) const {
  constexpr int kClearanceDays = 45;
  const auto& about = assortment_.products[product];
  const auto& season = season_[static_cast<std::size_t>(about.leaf)];
  const auto& course = course_[static_cast<std::size_t>(about.leaf)];
  for (std::size_t i = 0; i < units.size(); ++i) {
    units[i] = course[i] + habits.season_strength * season[i] + habits.week[static_cast<std::size_t>(weekdays_[i])];
  }
  add_prices(product, habits, units);
  add_drift(product, units);
  const auto first = static_cast<std::size_t>(std::max(about.launched, 0));
  const auto last = static_cast<std::size_t>(std::min(about.withdrawn, span_.days()));
  LifeCurve life(habits, static_cast<int>(first) - about.launched);
  for (std::size_t i = first; i < last; ++i) {
    const double clearance = static_cast<int>(i) >= about.withdrawn - kClearanceDays ? 0.6 : 1.0;
    units[i] = scale_ * about.weight * clearance * life.next() * exact::exp(units[i]);
  }
  std::ranges::fill(units.first(first), 0.0);
  std::ranges::fill(units.subspan(last), 0.0);
}

void DemandModel::add_prices(std::size_t product, const Habits& habits, std::span<double> log_units) const {
  const auto steps = plan_.steps(product);
  const auto days = static_cast<int>(log_units.size());
  for (std::size_t s = 1; s < steps.size(); ++s) {  // the first price is the one that the popularity speaks of
    const double ratio = static_cast<double>(steps[s].price) / static_cast<double>(steps.front().price);
    const double effect = -habits.price_elasticity * exact::log(ratio);
    const int until = s + 1 < steps.size() ? steps[s + 1].from : days;
    for (int day = steps[s].from; day < until; ++day) log_units[static_cast<std::size_t>(day)] += effect;
  }
  for (const auto& campaign : plan_.campaigns(product)) {
    constexpr int kFilledCupboards = 6;  // days after a promotion on which its buyers need no more
    const double effect = 0.1 - habits.promotion_elasticity * exact::log(1 - campaign.discount);
    for (int day = campaign.first; day <= campaign.last; ++day) log_units[static_cast<std::size_t>(day)] += effect;
    const int dip_ends = std::min(days, campaign.last + 1 + kFilledCupboards);
    for (int day = campaign.last + 1; day < dip_ends; ++day) log_units[static_cast<std::size_t>(day)] -= 0.12;
  }
}

void DemandModel::add_drift(std::size_t product, std::span<double> log_units) const {
  constexpr double kKeptAWeek = 0.97;
  constexpr double kFresh = 0.09;  // 0.37 in the long run
  constexpr std::uint64_t kAfterHabits = 1'000'000;
  Random random = stream(seed_, Topic::drift, assortment_.products[product].id);
  random.jump_to(kAfterHabits);
  double level = 0.37 * random.normal();
  for (std::size_t week = 0; week * 7 < log_units.size(); ++week) {
    const double next = kKeptAWeek * level + kFresh * random.normal();
    for (std::size_t i = week * 7; i < std::min(week * 7 + 7, log_units.size()); ++i) {
      log_units[i] += level + (next - level) * static_cast<double>(i - week * 7) / 7;
    }
    level = next;
  }
}

}  // namespace shelfcast::sources::simulator
