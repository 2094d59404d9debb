// SPDX-License-Identifier: Apache-2.0
#include "sources/simulator/shelf.hpp"

#include <algorithm>
#include <cmath>

namespace shelfcast::sources::simulator {

void Shelf::open(int day, double daily_units, Random& random) {
  constexpr double kDelayed = 0.08;
  const auto days_worth = [&](double days) {
    return static_cast<std::uint64_t>(days * daily_units + 3 * std::sqrt(days * daily_units));
  };
  if (!opened_) level_ = 5 + days_worth(20 + 30 * random.uniform());
  opened_ = true;
  if (arrives_ != kNothingOrdered && day >= arrives_) {
    level_ += ordered_;
    arrives_ = kNothingOrdered;
  }
  if (arrives_ != kNothingOrdered || level_ > 3 + days_worth(11)) return;
  ordered_ = 5 + days_worth(25 + 35 * random.uniform());
  arrives_ = day + 3 + static_cast<int>(random.below(7));
  if (random.uniform() < kDelayed) arrives_ += 8 + static_cast<int>(random.below(20));
}

void Shelf::open_with(double held) {
  level_ = static_cast<std::uint64_t>(held);
  arrives_ = kNothingOrdered;
  opened_ = true;
}

std::uint64_t Shelf::take(std::uint64_t wanted) {
  const std::uint64_t taken = std::min(wanted, level_);
  level_ -= taken;
  return taken;
}

}  // namespace shelfcast::sources::simulator
