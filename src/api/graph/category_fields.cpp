// SPDX-License-Identifier: Apache-2.0
#include "api/graph/fields.hpp"
#include "api/graph/ranked_fields.hpp"

namespace shelfcast::api::graph {
namespace {

using graphql::Call;
using graphql::Output;

/// A list within a category, for all categories at once.
graphql::Resolver top_products() {
  return graphql::each<CategoryNode>([](const CategoryNode& node, const Call& call) -> Output {
    const auto question = question_within(*node.in, call);
    if (!question) return failure_of(question.error());
    const auto page = node.in->page(*question, node.row.index);
    return nodes_of<ProductNode>(page, *node.in, products_ranking(node.in->choice, page, node.row.index), call.keeper);
  });
}

Output parent_of(const CategoryNode& node, const Call& call) {
  const auto& parent = node.category().parent;
  const auto index = parent ? place_of(node.cube(), *parent) : std::nullopt;
  return object_or_null(index ? std::optional(category_at(*node.in, *index)) : std::nullopt, call);
}

Output count_of(const CategoryNode& node) {
  return static_cast<std::int64_t>(node.in->page(node.in->question, node.row.index).total);
}

}  // namespace

void add_categories(graphql::Wiring& wiring) {
  using graphql::each;
  add_ranked<CategoryNode>(wiring, "Category");
  const FieldsOf category{wiring, "Category"};
  category.add("key",
               each<CategoryNode>([](const auto& node) { return Output(std::string_view(node.category().key)); }));
  category.add("name",
               each<CategoryNode>([](const auto& node) { return Output(std::string_view(node.category().name)); }));
  category.add("parent", each<CategoryNode>(parent_of));
  category.add("predictedSalesAmount", each<CategoryNode>([](const auto& node) {
                 return money(node.cube().measures.amount, node.row.expected.amount);
               }));
  category.add("topProducts", top_products());
  category.add("totalProducts", each<CategoryNode>(count_of));
}

}  // namespace shelfcast::api::graph
