// SPDX-License-Identifier: Apache-2.0
#include "shelfcast/domain/model_version.hpp"

#include <algorithm>
#include <array>

namespace shelfcast::domain {
namespace {

constexpr std::array<std::string_view, 4> kStages{"candidate", "shadow", "champion", "archived"};
constexpr std::array<std::string_view, 6> kActs{"succeeded", "kept", "won", "rolled back", "chosen", "unpinned"};

template <class Named, std::size_t count>
Named named(std::string_view name, const std::array<std::string_view, count>& names) {
  const auto* const found = std::ranges::find(names, name);
  return found == names.end() ? Named{} : static_cast<Named>(found - names.begin());
}

}  // namespace

std::string_view name_of(Stage stage) {
  return kStages[static_cast<std::size_t>(stage)];
}

std::string_view name_of(Act act) {
  return kActs[static_cast<std::size_t>(act)];
}

Stage stage_named(std::string_view name) {
  return named<Stage>(name, kStages);
}

Act act_named(std::string_view name) {
  return named<Act>(name, kActs);
}

}  // namespace shelfcast::domain
