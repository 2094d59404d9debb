// SPDX-License-Identifier: Apache-2.0
#include "training/features_behind.hpp"

#include "shelfcast/features/rows.hpp"
#include "shelfcast/models/model.hpp"

namespace shelfcast::training {

std::map<std::string, double, std::less<>> features_behind(const ProductBlobs& fits, const Blend& blend) {
  const auto features = features::every_feature();
  std::vector<double> parts(features.size());
  for (std::size_t m = 0; m < kOfProducts.members.size(); ++m) {
    const auto& fit = fits.front()[m];
    if (!fit) continue;
    const auto own = models::find_model(kOfProducts.members[m].model)->rests_on(*fit);
    if (own.size() != parts.size()) continue;
    for (std::size_t f = 0; f < parts.size(); ++f) parts[f] += blend.products.front().everywhere[m] * own[f];
  }
  parts = models::parts_of_sum(std::move(parts));
  std::map<std::string, double, std::less<>> named;
  for (std::size_t f = 0; f < parts.size(); ++f) named.emplace(features[f].name, parts[f]);
  return named;
}

}  // namespace shelfcast::training
