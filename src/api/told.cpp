// SPDX-License-Identifier: Apache-2.0
#include "api/told.hpp"

#include <fmt/format.h>

namespace shelfcast::api {
namespace {

int hours_of(domain::Grain grain) {
  switch (grain) {
    case domain::Grain::week:
      return 7 * 24;
    case domain::Grain::day:
      return 24;
    case domain::Grain::instant:
      break;
  }
  return 0;
}

Refusal too_fine(std::string_view marketplace, domain::Grain told, std::string_view asked) {
  return {.status = 404,
          .type = "finer-than-told",
          .title = "Sales are not known that finely",
          .detail = fmt::format("The sales of '{}' are told by the {}: what was sold in {} is not known.", marketplace,
                                name_of(told), asked)};
}

}  // namespace

std::string_view name_of(Measure measure) {
  return measure == Measure::amount ? "amount" : "units";
}

Measure measure_of(std::optional<Measure> asked, const domain::Measures& told) {
  return asked.value_or(told.amount ? Measure::amount : Measure::units);
}

std::optional<Refusal> refuse_measure(std::string_view marketplace, const domain::Measures& told, Measure asked) {
  if (asked == Measure::amount ? told.amount : told.units) return std::nullopt;
  const bool money = asked == Measure::amount;
  return Refusal{.status = 404,
                 .type = "measure-not-told",
                 .title = "This measure is not known",
                 .detail = fmt::format("Of the sales of '{}' only {} known, not {}: they can be ranked by {}.",
                                       marketplace, money ? "units are" : "money is", money ? "money" : "units",
                                       name_of(money ? Measure::units : Measure::amount))};
}

std::string_view name_of(domain::Grain grain) {
  switch (grain) {
    case domain::Grain::week:
      return "week";
    case domain::Grain::day:
      return "day";
    case domain::Grain::instant:
      break;
  }
  return "instant";
}

std::optional<Refusal> refuse_finer(std::string_view marketplace, domain::Grain told, Frame asked) {
  if (told != domain::Grain::week || asked != Frame::day) return std::nullopt;
  return too_fine(marketplace, told, "a day");
}

std::optional<Refusal> refuse_finer(std::string_view marketplace, domain::Grain told, int hours) {
  if (hours > hours_of(told)) return std::nullopt;
  return too_fine(marketplace, told, hours == 1 ? "the last hour" : fmt::format("the last {} hours", hours));
}

}  // namespace shelfcast::api
