// SPDX-License-Identifier: Apache-2.0
#include "api/graph/fields.hpp"
#include "api/graph/json_fields.hpp"
#include "api/graph/outlook.hpp"
#include "api/similar_json.hpp"

namespace shelfcast::api::graph {
namespace {

using graphql::Call;
using graphql::each;
using graphql::Object;
using graphql::Output;

struct SimilarNode {
  ProductNode product;
  Json likeness;
};

Output similar_asked(const ProductNode& node, const Call& call) {
  const auto limit = count_asked(call, "limit", 1, kMostSimilar);
  if (!limit) return limit.error();
  if (auto refused = refuse_foreign_product(call, node.product())) return std::move(*refused);
  Output::List list;
  const auto shown = show(node.in->choice.table, node.row.index);
  if (!shown) return list;
  for (const auto& similar : neighbours_of(*shown, *limit).likest)
    list.push_back(
        Object::of(call.keeper.keep(SimilarNode{product_at(*node.in, similar.row), likeness_json(similar.likeness)})));
  return list;
}

}  // namespace

void add_similar(graphql::Wiring& wiring) {
  FieldsOf{wiring, "Product"}.add("similar", each<ProductNode>(similar_asked));
  const FieldsOf similar{wiring, "SimilarProduct"};
  similar.add("product", each<SimilarNode>([](const auto& node) { return Output(Object::of(node.product)); }));
  similar.add("likeness", each<SimilarNode>([](const auto& node) { return output_of(node.likeness.at("likeness")); }));
  similar.add("alike", each<SimilarNode>([](const auto& node) { return output_of(node.likeness.at("alike")); }));
  add_members(wiring, "Alike", {"name", "price", "level", "weekdays", "season"});
}

}  // namespace shelfcast::api::graph
