// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "shelfcast/registry/registry.hpp"

#include <functional>
#include <map>
#include <string>
#include <string_view>
#include <vector>

namespace shelfcast::refresh {

/// By feature, 1 in all.
using FeatureParts = std::map<std::string, double, std::less<>>;

/// A training in which everything was learnt anew, and how far what it taught rests on each feature.
struct Training {
  std::string version;
  Day data_cut;
  FeatureParts features;
};

/// The last of every cut, ascending; at most so many cuts, the newest ones. Those that did not tell are left out.
Result<std::vector<Training>> trainings(const registry::Registry& registry, std::string_view marketplace,
                                        std::size_t at_most);

}  // namespace shelfcast::refresh
