// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "training/prediction.hpp"
#include "training/scoring.hpp"
#include "training/sellers.hpp"

#include <vector>

namespace shelfcast::training {

/// What the members said at one origin: of products for each band, as far as it was asked, of groups its days.
struct SaidAt {
  Day origin;
  std::array<Words, kBandCount> products;
  Words categories;
  SaidOfGroups whole;    ///< beside the sum of the categories, as the blend of that time had them
  SaidOfGroups sellers;  ///< beside the sums of their products; empty where there are none
};

/// What past origins taught of whom to believe. A lesson counts from the day on which its outcome was known, so that a
/// blend never knows its future. Far bands are believed as the second one is: their outcomes come too late to learn
/// from.
class Lessons {
 public:
  /// Learns from what happened on the days after `said.origin`, of which `days` tells: by product.
  void add(const SaidAt& said, const domain::Panel& panel, const Sellers& sellers, std::span<const Sums> days);
  [[nodiscard]] Blend blend_at(Day origin, const domain::Panel& panel) const;

 private:
  struct Lesson {
    Day known;
    std::size_t band;
    std::vector<Evidence> products;    ///< by category of the panel
    std::vector<Evidence> categories;  ///< the same
    Evidence whole;
    Evidence sellers;
  };
  std::vector<Lesson> lessons_;
};

}  // namespace shelfcast::training
