// SPDX-License-Identifier: Apache-2.0
#include "shelfcast/domain/model_version.hpp"

#include "shelfcast/base/named.hpp"

#include <array>

namespace shelfcast::domain {
namespace {

constexpr std::array<std::string_view, 4> kStages{"candidate", "shadow", "champion", "archived"};
constexpr std::array<std::string_view, 6> kActs{"succeeded", "kept", "won", "rolled back", "chosen", "unpinned"};

}  // namespace

std::string_view name_of(Stage stage) {
  return kStages[static_cast<std::size_t>(stage)];
}

std::string_view name_of(Act act) {
  return kActs[static_cast<std::size_t>(act)];
}

Stage stage_named(std::string_view name) {
  return value_named<Stage>(kStages, name).value_or(Stage{});
}

Act act_named(std::string_view name) {
  return value_named<Act>(kActs, name).value_or(Act{});
}

}  // namespace shelfcast::domain
