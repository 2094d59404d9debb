// SPDX-License-Identifier: Apache-2.0
#include "api/certainty.hpp"

#include "api/json_text.hpp"
#include "shelfcast/predictions/certainty.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <iterator>

namespace shelfcast::api {
namespace {

using domain::Level;

/// Of a product: in the ranking of its own category, where that is the one that is shown.
std::optional<domain::Chance> chance_of(const Choice& choice, Level level, const RankedRow& row, bool own_ranking) {
  if (choice.only_of) return std::nullopt;  // it stands in a ranking of its own
  if (level == Level::category) return choice.table->category_chance(row.index, choice.period);
  return own_ranking ? choice.table->product_chance(row.index, choice.period) : std::nullopt;
}

void put_bound(std::string& json, std::string_view name, std::optional<double> bound) {
  fmt::format_to(std::back_inserter(json), R"(,"{}":)", name);
  bound ? put_exact(json, to_micro(*bound)) : void(json += "null");
}

}  // namespace

bool is_measured(const Choice& choice, Level level) {
  return level == Level::product || !choice.only_of;
}

void put_certainty(std::string& json, const Choice& choice, const Question& question, const Ranking& ranking,
                   const RankedRow& row) {
  const auto interval = choice.table->cube().measures.units && is_measured(choice, ranking.level)
                            ? predictions::interval_of(*choice.table, ranking.level, row.index, choice.period)
                            : std::nullopt;
  using Bound = std::optional<double>;
  put_bound(json, "lo80", interval ? Bound(interval->of_80.low) : std::nullopt);
  put_bound(json, "hi80", interval ? Bound(interval->of_80.high) : std::nullopt);
  put_bound(json, "lo95", interval ? Bound(interval->of_95.low) : std::nullopt);
  put_bound(json, "hi95", interval ? Bound(interval->of_95.high) : std::nullopt);
  const auto chance = chance_of(choice, ranking.level, row, ranking.of_one_category);
  json += R"(,"topProbability":)";
  const auto top = static_cast<std::size_t>(std::ranges::find(domain::kTops, question.top) - domain::kTops.begin());
  put_confidence(json, chance ? std::optional(chance->top[top] / 10'000.0) : std::nullopt);
  if (chance) {
    fmt::format_to(std::back_inserter(json), R"(,"rankLow":{},"rankHigh":{})", chance->rank_low, chance->rank_high);
  } else {
    json += R"(,"rankLow":null,"rankHigh":null)";
  }
}

}  // namespace shelfcast::api
