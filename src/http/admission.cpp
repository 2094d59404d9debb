// SPDX-License-Identifier: Apache-2.0
#include "shelfcast/http/admission.hpp"

#include "http/same_name.hpp"

#include <algorithm>
#include <array>

namespace shelfcast::http {

std::optional<std::string_view> AskedHead::find(std::string_view name) const {
  const auto found =
      std::ranges::find_if(headers, [&](const HeaderView& field) { return same_name(field.name, name); });
  if (found == headers.end()) return std::nullopt;
  return found->value;
}

std::optional<std::string_view> admit_the_anonymous(const AskedHead& head, const PreparedFor& prepared) {
  static constexpr std::array<std::string_view, 3> kCredentials = {"Authorization", "Cookie", "X-Api-Key"};
  const bool shows_any = std::ranges::any_of(head.headers, [](const HeaderView& field) {
    return std::ranges::any_of(kCredentials, [&](std::string_view name) { return same_name(field.name, name); });
  });
  return shows_any || prepared.audience != 0 ? std::nullopt : std::optional<std::string_view>("");
}

}  // namespace shelfcast::http
