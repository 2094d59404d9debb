// SPDX-License-Identifier: Apache-2.0
#include "training/contenders.hpp"

#include "shelfcast/base/nearest.hpp"
#include "shelfcast/training/rolling_origin.hpp"
#include "training/members.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>

namespace shelfcast::training {
namespace {

/// It needs series that are large enough to show a shape: of single products it would say noise, and take long.
constexpr std::string_view kOnlyOfGroups = "seasonal";

bool can_be_asked(const models::Model& model) {
  return model.role() == models::Role::direct || std::ranges::count(kProductMembers, model.name(), &Member::model) > 0;
}

std::unexpected<Error> unknown(std::string_view name, const std::vector<Contender>& known) {
  std::vector<std::string_view> names;
  names.reserve(known.size());
  for (const auto& contender : known) names.push_back(contender.name);
  const auto nearest = nearest_name(name, names);
  const auto hint = nearest.empty() ? fmt::format("there are: {}", fmt::join(names, ", "))
                                    : fmt::format("did you mean '{}'?", nearest);
  return fail(Code::invalid, std::string(name), "there is no such model; " + hint);
}

}  // namespace

bool Contender::is_asked_at(std::size_t level) const {
  return is_direct() && (level > 0 || name != kOnlyOfGroups);
}

std::vector<Contender> every_contender() {
  std::vector<Contender> contenders{{.name = kEnsemble}};
  for (const auto* model : models::every_model())
    if (can_be_asked(*model))
      contenders.push_back(
          {.name = model->name(), .model = model, .is_rival = std::ranges::count(kRivals, model->name()) > 0});
  return contenders;
}

Result<std::vector<Contender>> contenders_of(std::span<const std::string> names) {
  auto contenders = every_contender();
  for (const auto& name : names)
    if (std::ranges::count(contenders, name, &Contender::name) == 0) return unknown(name, contenders);
  if (names.empty()) return contenders;
  for (auto& contender : contenders) contender.is_asked_for = std::ranges::count(names, contender.name) > 0;
  std::erase_if(contenders, [](const auto& contender) { return !contender.is_asked_for && !contender.is_rival; });
  return contenders;
}

}  // namespace shelfcast::training
