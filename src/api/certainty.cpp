// SPDX-License-Identifier: Apache-2.0
#include "api/certainty.hpp"

#include "api/json_text.hpp"
#include "shelfcast/base/written.hpp"
#include "shelfcast/predictions/certainty.hpp"

#include <algorithm>

namespace shelfcast::api {
namespace {

using domain::Level;

/// Whether a table knows how sure a row is: of the part of a category that one seller has it does not.
bool is_measured(const Choice& choice, const Ranking& ranking) {
  return ranking.level == Level::product || (choice.slice.is_all() && ranking.is_drawn);
}

void put_bounds(std::string& json, const std::optional<domain::IntervalPair>& interval) {
  if (!interval) {
    json += R"(,"lo80":null,"hi80":null,"lo95":null,"hi95":null)";
    return;
  }
  json += R"(,"lo80":)";
  put_exact(json, to_micro(interval->of_80.low));
  json += R"(,"hi80":)";
  put_exact(json, to_micro(interval->of_80.high));
  json += R"(,"lo95":)";
  put_exact(json, to_micro(interval->of_95.low));
  json += R"(,"hi95":)";
  put_exact(json, to_micro(interval->of_95.high));
}

}  // namespace

Ranking products_ranking(const Choice& choice, const RankedPage& page, std::size_t category) {
  return {Level::product, choice.table->products_of(category).count == page.total};
}

std::optional<domain::IntervalPair> interval_of(const Choice& choice, const Ranking& ranking, const RankedRow& row) {
  if (!choice.table->cube().measures.units || !is_measured(choice, ranking)) return std::nullopt;
  return predictions::interval_of(*choice.table, ranking.level, row.index, choice.period);
}

std::optional<double> confidence_of(const Choice& choice, const Question& question, const Ranking& ranking,
                                    const RankedRow& row) {
  if (!choice.tells_confidence || !is_measured(choice, ranking)) return std::nullopt;
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

void put_certainty(std::string& json, const Choice& choice, const Question& question, const Ranking& ranking,
                   const RankedRow& row) {
  put_bounds(json, interval_of(choice, ranking, row));
  const auto chance = chance_of(choice, ranking, row);
  json += R"(,"topProbability":)";
  put_confidence(json, chance ? std::optional(chance_of_top(*chance, question.top)) : std::nullopt);
  if (chance) {
    json += R"(,"rankLow":)";
    write_number(json, chance->rank_low);
    json += R"(,"rankHigh":)";
    write_number(json, chance->rank_high);
  } else {
    json += R"(,"rankLow":null,"rankHigh":null)";
  }
}

}  // namespace shelfcast::api
