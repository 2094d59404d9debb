// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "api/graph/fields.hpp"
#include "api/graph/outlook.hpp"
#include "api/json_text.hpp"

#include <fmt/format.h>

#include <cmath>
#include <string_view>

namespace shelfcast::api::graph {

/// A measure that the source tells of, else null.
inline graphql::Output told(bool is_told, Micro value) {
  return is_told ? graphql::Output(from_micro(value)) : graphql::Output();
}
/// As probabilities are told: four decimals.
inline graphql::Output chance(std::optional<double> value) {
  return value ? graphql::Output(std::round(*value * 10'000) / 10'000) : graphql::Output();
}
/// To the cent, as REST tells it.
inline graphql::Output money(bool is_told, Micro amount) {
  return is_told ? graphql::Output(static_cast<double>(nearest(amount, kMicroPerMinor)) / 100) : graphql::Output();
}

std::expected<std::uint32_t, graphql::Output::Failure> top_asked(const graphql::Call& call);

/// A page of rows as nodes that know their ranks.
template <class Node>
graphql::Output nodes_of(const RankedPage& page, const Outlook& in, const Ranking& ranking, graphql::Keeper& keeper) {
  graphql::Output::List list;
  list.reserve(page.rows.size());
  for (std::size_t i = 0; i < page.rows.size(); ++i) {
    list.push_back(graphql::Object::of(keeper.keep(Node{{&in, page.rows[i], ranking, page.rows[i].rank}})));
  }
  return list;
}

/// The question of a list within a period: its own page and order.
std::expected<Question, Refusal> question_within(const Outlook& in, const graphql::Call& call);

/// What categories and products have in common: what is expected of them, and how sure that is.
template <class Node>
void add_ranked(graphql::Wiring& wiring, std::string_view type) {
  const FieldsOf fields{wiring, type};
  fields.add("id",
             graphql::each<Node>([](const Node& node) -> graphql::Output { return fmt::to_string(node.row.id); }));
  fields.add("expectedUnits", graphql::each<Node>([](const Node& node) {
               return told(node.cube().measures.units, node.row.expected.units);
             }));
  fields.add("expectedAmount", graphql::each<Node>([](const Node& node) {
               return told(node.cube().measures.amount, node.row.expected.amount);
             }));
  fields.add("actual", graphql::each<Node>([](const Node& node, const graphql::Call& call) {
               return object_or_null(sold_beside(node, true), call);
             }));
  fields.add("confidenceScore", graphql::each<Node>([](const Node& node) {
               return chance(confidence_of(node.in->choice, node.in->question, node.ranking, node.row));
             }));
  fields.add("interval", graphql::each<Node>([](const Node& node, const graphql::Call& call) {
               return object_or_null(interval_of(node.in->choice, node.ranking, node.row), call);
             }));
  fields.add("rank", graphql::each<Node>([](const Node& node) -> graphql::Output {
               const auto rank = rank_of(node);
               return rank ? graphql::Output(static_cast<std::int64_t>(*rank)) : graphql::Output();
             }));
  fields.add("topProbability", [](const graphql::Call& call) {
    const auto top = top_asked(call);
    return graphql::each<Node>([&](const Node& node) -> graphql::Output {
      if (!top) return top.error();
      const auto drawn = chance_of(node.in->choice, node.ranking, node.row);
      return chance(drawn ? std::optional(chance_of_top(*drawn, *top)) : std::nullopt);
    })(call);
  });
  const auto bound = [](std::uint32_t domain::Chance::* of) {
    return graphql::each<Node>([of](const Node& node) -> graphql::Output {
      const auto drawn = chance_of(node.in->choice, node.ranking, node.row);
      return drawn ? graphql::Output(std::int64_t{(*drawn).*of}) : graphql::Output();
    });
  };
  fields.add("rankLow", bound(&domain::Chance::rank_low));
  fields.add("rankHigh", bound(&domain::Chance::rank_high));
}

}  // namespace shelfcast::api::graph
