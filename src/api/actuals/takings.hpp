// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "shelfcast/domain/catalogue.hpp"
#include "shelfcast/domain/forecast.hpp"

#include <optional>
#include <string>
#include <string_view>

namespace shelfcast::api {

/// What was sold, or is expected, of whoever is asked about and of everybody; and what is left of it where the cost of
/// a unit is known.
struct Takings {
  domain::Expected own;
  domain::Expected everyones;
  Micro with_cost = 0;     ///< what of the own amount came of products of which the cost of a unit is known
  Micro cost = 0;          ///< of the units of these
  bool has_costs = false;  ///< there are such

  void add(const domain::Expected& some, bool is_own, std::optional<Minor> unit_cost);
};

/// How they are written.
struct TakingsTold {
  domain::Measures measures;
  bool is_share = false;  ///< of one seller: its share of everybody's is told too
  std::string_view units = "units";
  std::string_view amount = "amount";
  std::string_view margin = "margin";
  void (*put_amount)(std::string& json, Micro amount);
};
/// Members of an object, with commas between them. What is not known is null.
void put_takings(std::string& json, const Takings& takings, const TakingsTold& told);

}  // namespace shelfcast::api
