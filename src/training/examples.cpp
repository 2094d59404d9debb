// SPDX-License-Identifier: Apache-2.0
#include "shelfcast/training/examples.hpp"

#include "shelfcast/domain/features.hpp"
#include "shelfcast/features/demand.hpp"
#include "shelfcast/features/matrix.hpp"
#include "shelfcast/features/rows.hpp"
#include "training/fit.hpp"
#include "training/scoring.hpp"
#include "training/weeks.hpp"

#include <algorithm>

namespace shelfcast::training {
namespace {

/// Units of each row's product, over the mean of its category's rows; none of who sold nothing.
std::vector<double> targets_of(const domain::Panel& panel, const domain::FeatureBlock& block,
                               const domain::Band& band) {
  const auto units = sold(panel, block.origin + band.first_step, block.origin + band.last_step).units;
  std::vector<double> sums(panel.categories.size());
  std::vector<double> rows(panel.categories.size());
  for (const std::uint32_t p : block.product) {
    sums[panel.products[p].category] += std::max(units[p], 0.0);
    rows[panel.products[p].category] += 1;
  }
  std::vector<double> targets;
  for (const std::uint32_t p : block.product) {
    const std::size_t category = panel.products[p].category;
    targets.push_back(sums[category] > 0 ? std::max(units[p], 0.0) * rows[category] / sums[category] : 0);
  }
  return targets;
}

}  // namespace

void tell_examples(const domain::Panel& told, const std::function<void(const Example&)>& take) {
  const auto spread = with_weeks_spread(told);
  const features::Demand demand(spread);
  const auto& panel = demand.panel();
  const std::size_t columns = features::every_feature().size();
  for (const auto& band : domain::kBands) {
    if (band.last_step > domain::kDailySteps) break;
    const auto matrix = features::build_matrix(panel, band, past_origins(panel, panel.cut, band));
    for (const auto& block : matrix.blocks) {
      const auto targets = targets_of(panel, block, band);
      for (std::size_t r = 0; r < targets.size(); ++r)
        take({.product = block.product[r],
              .days = band.name,
              .origin = block.origin,
              .features = std::span(block.values).subspan(r * columns, columns),
              .target = static_cast<float>(targets[r])});
    }
  }
}

}  // namespace shelfcast::training
