// SPDX-License-Identifier: Apache-2.0
#include "api/graph/fields.hpp"
#include "api/graph/ranked_fields.hpp"

namespace shelfcast::api::graph {
namespace {

using graphql::Call;
using graphql::Object;
using graphql::Output;

/// A list within a category, for all categories at once.
graphql::Resolver top_products() {
  return graphql::each<CategoryNode>([](const CategoryNode& node, const Call& call) -> Output {
    const auto question = question_within(*node.in, call);
    if (!question) return failure_of(question.error());
    const auto page = node.in->page(*question, node.row.index);
    return nodes_of<ProductNode>(page, *node.in, *question, products_ranking(node.in->choice, page, node.row.index),
                                 call.keeper);
  });
}

Output parent_of(const CategoryNode& node, const Call& call) {
  const auto& parent = node.category().parent;
  const auto index = parent ? place_of(node.cube(), *parent) : std::nullopt;
  return index ? Output(Object::of(call.keeper.keep(category_at(*node.in, *index)))) : Output();
}

Output count_of(const CategoryNode& node) {
  return static_cast<std::int64_t>(node.in->page(node.in->question, node.row.index).total);
}

}  // namespace

void add_categories(graphql::Wiring& wiring) {
  using graphql::each;
  add_ranked<CategoryNode>(wiring, "Category");
  const auto add = [&](const std::string& field, graphql::Resolver resolver) {
    wiring.fields.emplace_back("Category." + field, std::move(resolver));
  };
  add("key", each<CategoryNode>([](const auto& node) { return Output(std::string_view(node.category().key)); }));
  add("name", each<CategoryNode>([](const auto& node) { return Output(std::string_view(node.category().name)); }));
  add("parent", each<CategoryNode>(parent_of));
  add("predictedSalesAmount", each<CategoryNode>([](const auto& node) {
        return money(node.cube().measures.amount, node.row.expected.amount);
      }));
  add("topProducts", top_products());
  add("totalProducts", each<CategoryNode>(count_of));
}

}  // namespace shelfcast::api::graph
