// SPDX-License-Identifier: Apache-2.0
#include "api/certainty.hpp"

#include "api/json_text.hpp"

#include <algorithm>

namespace shelfcast::api {
namespace {

using domain::Level;

/// Whether a table knows how sure a row is: of the part of a category that one seller has it does not.
bool is_measured(const Choice& choice, const Ranking& ranking) {
  return ranking.level == Level::product || (choice.slice.is_all() && ranking.is_drawn);
}

bool tells_interval(const Choice& choice, const Ranking& ranking) {
  return choice.table->cube().measures.units && is_measured(choice, ranking);
}

bool tells_confidence(const Choice& choice, const Ranking& ranking) {
  return choice.tells_confidence && is_measured(choice, ranking);
}

void put_bounds(Draft& json, const domain::IntervalPair& interval) {
  json += R"(,"lo80":)";
  put_exact(json, to_micro(interval.of_80.low));
  json += R"(,"hi80":)";
  put_exact(json, to_micro(interval.of_80.high));
  json += R"(,"lo95":)";
  put_exact(json, to_micro(interval.of_95.low));
  json += R"(,"hi95":)";
  put_exact(json, to_micro(interval.of_95.high));
}

}  // namespace

Ranking products_ranking(const Choice& choice, const RankedPage& page, std::size_t category) {
  return {Level::product, choice.table->products_of(category).count == page.total};
}

std::optional<domain::IntervalPair> interval_of(const Choice& choice, const Ranking& ranking, const RankedRow& row) {
  if (!tells_interval(choice, ranking)) return std::nullopt;
  return predictions::interval_of(*choice.table, ranking.level, row.index, choice.period);
}

std::optional<domain::IntervalPair> interval_of_all(const Choice& choice) {
  if (!choice.slice.is_all() || !choice.table->cube().measures.units) return std::nullopt;
  return predictions::interval_of(*choice.table, Level::marketplace, 0, choice.period);
}

std::optional<double> confidence_of(const Choice& choice, const Question& question, const Ranking& ranking,
                                    const RankedRow& row) {
  if (!tells_confidence(choice, ranking)) return std::nullopt;
  return predictions::confidence_of(*choice.table, question.frame, ranking.level, row.index, choice.period);
}

std::optional<domain::Chance> chance_of(const Choice& choice, const Ranking& ranking, const RankedRow& row) {
  if (!choice.slice.is_all() || !ranking.is_drawn) return std::nullopt;  // it stands in a ranking of its own
  return ranking.level == Level::category ? choice.table->category_chance(row.index, choice.period)
                                          : choice.table->product_chance(row.index, choice.period);
}

double chance_of_top(const domain::Chance& chance, std::uint32_t top) {
  const auto* const found = std::ranges::find(domain::kTops, top);
  return chance.top[static_cast<std::size_t>(found - domain::kTops.begin())] / 10'000.0;
}

SureOf::SureOf(const Choice& choice, Frame frame, const Ranking& ranking)
    : choice_(choice), frame_(frame), ranking_(ranking), certainty_(*choice.table, ranking.level, choice.period) {}

void SureOf::fetch(const std::vector<RankedRow>& rows) const {
  std::vector<std::size_t> indices;
  indices.reserve(rows.size());
  for (const auto& row : rows) indices.push_back(row.index);
  certainty_.fetch(indices);
}

Sure SureOf::row(const RankedRow& row) const {
  const auto certainty = certainty_.row(row.index, row.expected);
  return {.interval = tells_interval(choice_, ranking_) ? certainty_.interval(certainty) : std::nullopt,
          .confidence = tells_confidence(choice_, ranking_) ? certainty_.confidence(frame_, certainty) : std::nullopt,
          .chance = chance_of(choice_, ranking_, row)};
}

void put_certainty(Draft& json, const Sure& sure, std::uint32_t top) {
  sure.interval ? put_bounds(json, *sure.interval)
                : void(json += R"(,"lo80":null,"hi80":null,"lo95":null,"hi95":null)");
  json += R"(,"topProbability":)";
  put_confidence(json, sure.chance ? std::optional(chance_of_top(*sure.chance, top)) : std::nullopt);
  if (!sure.chance) {
    json += R"(,"rankLow":null,"rankHigh":null)";
    return;
  }
  json += R"(,"rankLow":)";
  write_number(json, sure.chance->rank_low);
  json += R"(,"rankHigh":)";
  write_number(json, sure.chance->rank_high);
}

}  // namespace shelfcast::api
