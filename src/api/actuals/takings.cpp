// SPDX-License-Identifier: Apache-2.0
#include "api/actuals/takings.hpp"

#include "api/json_text.hpp"

#include <cmath>

namespace shelfcast::api {
namespace {

void put_name(std::string& json, std::string_view name) {
  json.append(",\"").append(name).append("\":");
}

/// Six decimals at most; null of nothing.
void put_ratio(std::string& json, Micro part, Micro whole) {
  if (whole <= 0) {
    json += "null";
    return;
  }
  put_exact(json, std::llround(static_cast<double>(part) / static_cast<double>(whole) * static_cast<double>(kMicro)));
}

}  // namespace

void Takings::add(const domain::Expected& some, bool is_own, std::optional<Minor> unit_cost) {
  everyones += some;
  if (!is_own) return;
  own += some;
  if (!unit_cost) return;
  has_costs = true;
  with_cost += some.amount;
  cost += price_of(some.units, *unit_cost * kMicroPerMinor);
}

void put_takings(std::string& json, const Takings& takings, const TakingsTold& told) {
  const auto put = [&](std::string_view name, bool is_known, auto put_value, Micro value) {
    put_name(json, name);
    is_known ? put_value(json, value) : void(json += "null");
  };
  const bool has_margin = told.measures.units && told.measures.amount && takings.has_costs;
  put(told.units, told.measures.units, put_exact<std::string>, takings.own.units);
  put(told.amount, told.measures.amount, told.put_amount, takings.own.amount);
  put(told.margin, has_margin, told.put_amount, takings.with_cost - takings.cost);
  put_name(json, "marginRate");
  put_ratio(json, takings.with_cost - takings.cost, has_margin ? takings.with_cost : 0);
  put("amountWithCost", has_margin, told.put_amount, takings.with_cost);
  put_name(json, "share");
  const auto measure = told.measures.amount ? &domain::Expected::amount : &domain::Expected::units;
  put_ratio(json, takings.own.*measure, told.is_share ? takings.everyones.*measure : 0);
}

}  // namespace shelfcast::api
