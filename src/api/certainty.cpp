// SPDX-License-Identifier: Apache-2.0
#include "api/certainty.hpp"

#include "api/json_text.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <iterator>

namespace shelfcast::api {
namespace {

using domain::Level;

/// Of the units of a period that has begun by the day after the cut: what was sold before is certain.
std::optional<domain::IntervalPair> interval_of(const Choice& choice, Level level, const RankedRow& row) {
  const auto& cube = choice.table->cube();
  const Day cut = cube.receipt.data_cut;
  const Period ahead{cut + 1, choice.period.last};
  if (choice.period.first > ahead.first || choice.period.last <= cut || !choice.table->covers(ahead))
    return std::nullopt;
  const auto expected =
      level == Level::product ? choice.table->product(row.index, ahead) : choice.table->category(row.index, ahead);
  auto pair = cube.intervals.of_total(level, ahead.last - cut, static_cast<double>(expected.units) / kMicro);
  if (!pair) return std::nullopt;
  const double sold = static_cast<double>(row.expected.units - expected.units) / kMicro;
  for (double* bound : {&pair->of_80.low, &pair->of_80.high, &pair->of_95.low, &pair->of_95.high}) *bound += sold;
  return pair;
}

/// Of a product: in the ranking of its own category, where that is the one that is shown.
std::optional<domain::Chance> chance_of(const Choice& choice, Level level, const RankedRow& row, bool own_ranking) {
  if (level == Level::category) return choice.table->category_chance(row.index, choice.period);
  return own_ranking ? choice.table->product_chance(row.index, choice.period) : std::nullopt;
}

void put_bound(std::string& json, std::string_view name, std::optional<double> bound) {
  fmt::format_to(std::back_inserter(json), R"(,"{}":)", name);
  bound ? put_exact(json, to_micro(*bound)) : void(json += "null");
}

}  // namespace

void put_certainty(std::string& json, const Choice& choice, const Question& question, const Ranking& ranking,
                   const RankedRow& row) {
  const auto interval = choice.table->cube().measures.units ? interval_of(choice, ranking.level, row) : std::nullopt;
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
