// SPDX-License-Identifier: Apache-2.0
#include "shelfcast/refresh/trainings.hpp"

#include "refresh/metrics_json.hpp"

#include <algorithm>

namespace shelfcast::refresh {

Result<std::vector<Training>> trainings(const registry::Registry& registry, std::string_view marketplace,
                                        std::size_t at_most) {
  const auto versions = registry.list(marketplace);
  if (!versions) return std::unexpected(versions.error());
  std::vector<Training> found;
  for (const auto& version : *versions) {
    if (found.size() == at_most) break;
    const bool is_known = !found.empty() && found.back().data_cut <= version.data_cut;
    if (is_known || version.kind != training::kModelKind || !based_on_in(version.metrics).empty()) continue;
    auto features = features_in(version.metrics);
    if (!features.empty()) found.push_back({version.version, version.data_cut, std::move(features)});
  }
  std::ranges::reverse(found);
  return found;
}

}  // namespace shelfcast::refresh
