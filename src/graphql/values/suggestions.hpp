// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace shelfcast::graphql {

/// The names that `wrong` may have been meant to be, the most likely first.
std::vector<std::string_view> near_names(std::string_view wrong, const std::vector<std::string_view>& known);
/// " Did you mean "a", "b", or "c"?", or nothing where there are none. `what` stands before the names.
std::string did_you_mean(const std::vector<std::string_view>& names, std::string_view what = {});
/// Whether the one comes first where numbers within names count as numbers.
bool comes_before(std::string_view one, std::string_view other);

template <class Items>
std::vector<std::string_view> names_of(const Items& items) {
  std::vector<std::string_view> names;
  names.reserve(items.size());
  for (const auto& item : items) names.push_back(item.name);
  return names;
}

}  // namespace shelfcast::graphql
