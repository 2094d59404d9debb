// SPDX-License-Identifier: Apache-2.0
#include "identity/shown.hpp"

#include "shelfcast/base/words.hpp"

#include <algorithm>

namespace shelfcast::identity {

std::optional<std::string_view> Shown::bearer() const {
  constexpr std::string_view kScheme = "bearer ";
  if (!same_word(authorization.substr(0, kScheme.size()), kScheme)) return std::nullopt;
  return authorization.substr(kScheme.size());
}

std::string_view Shown::cookie(std::string_view name) const {
  for (std::string_view rest = cookies; !rest.empty();) {
    const std::string_view one = next_part(rest, ';');
    if (one.size() > name.size() && one.starts_with(name) && one[name.size()] == '=')
      return one.substr(name.size() + 1);
  }
  return {};
}

}  // namespace shelfcast::identity
