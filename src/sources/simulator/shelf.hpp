// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "shelfcast/base/random.hpp"

#include <cstdint>

namespace shelfcast::sources::simulator {

/// A product's stock:  (open take*)*, once per day. It is ordered again before it is used up, but not always in time.
class Shelf {
 public:
  /// Receives what has arrived by this day and orders what `daily_units` make necessary.
  void open(int day, double daily_units, Random& random);
  /// Instead: it holds so much, and nothing comes.
  void open_with(double held);
  /// Hands out what is there of `wanted`.
  std::uint64_t take(std::uint64_t wanted);
  [[nodiscard]] std::uint64_t level() const { return level_; }

 private:
  static constexpr int kNothingOrdered = -1;

  std::uint64_t level_ = 0;
  std::uint64_t ordered_ = 0;
  int arrives_ = kNothingOrdered;
  bool opened_ = false;
};

}  // namespace shelfcast::sources::simulator
