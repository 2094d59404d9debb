// SPDX-License-Identifier: Apache-2.0
#include "api/graph/outlook.hpp"

#include "api/tags.hpp"

namespace shelfcast::api::graph {
namespace {

using domain::Level;

/// Whether it is a row of the ranking of categories: of those that hold products themselves.
bool is_ranked(const Outlook& in, std::size_t category) {
  return in.choice.table->products_of(category).count > 0 && in.choice.slice.is_all();
}

}  // namespace

std::expected<Outlook, Refusal> predict(const graphql::Call& call) {
  const auto marketplace = marketplace_of(call);
  if (!marketplace) return std::unexpected(marketplace.error());
  auto parameters = parameters_of(call.arguments);
  std::erase_if(parameters, [](const auto& one) { return one.first == "marketplaceId" || one.first == "id"; });
  Question question;
  if (auto errors = read_question(parameters, question); !errors.empty())
    return std::unexpected(bad_fields(400, std::move(errors)));
  if (!question.seller.empty())
    if (auto refused = refuse_foreign_seller(call, question.seller)) return std::unexpected(std::move(*refused));
  auto choice = choose(asking(call).services, *marketplace, question);
  if (!choice) return std::unexpected(std::move(choice.error()));
  if (auto refused = narrow(*choice, question, question.seller)) return std::unexpected(std::move(*refused));
  const auto& [services, caller, lasts] = asking(call);
  if (!question.tag.empty()) {
    if (auto refused = narrow_to_tag(services, tag_owner(services, *marketplace, caller.get()), question.tag, *choice))
      return std::unexpected(std::move(*refused));
  }
  services.standings->put_sold_beside(*choice, false);
  if (choice->sold || !question.tag.empty()) lasts = false;
  return Outlook{std::move(question), std::move(*choice), &asking(call).services.standings->rankings()};
}

std::optional<SoldNode> sold_beside(const RankedNode& node, bool is_over) {
  const auto& sold = node.in->choice.sold;
  if (!sold || sold->period.has_value() != is_over) return std::nullopt;
  return SoldNode{node.cube().measures, node.row.sold};
}

CategoryNode category_at(const Outlook& in, std::size_t index) {
  RankedRow row{.index = index, .id = in.cube().categories[index].id.value, .expected = {}, .sold = {}};
  const bool ranked = is_ranked(in, index);
  if (ranked) {
    row.expected = in.choice.table->category(index, in.choice.period);
    row.sold = sold_of(in.choice, Level::category, index);
  } else {
    const auto below = in.page(in.question, index);
    row.expected = below.sum;
    row.sold = below.sold;
  }
  return {{&in, row, {Level::category, ranked}, std::nullopt}};
}

ProductNode product_at(const Outlook& in, std::size_t index) {
  const RankedRow row{.index = index,
                      .id = in.cube().products[index].id.value,
                      .expected = in.choice.table->product(index, in.choice.period),
                      .sold = sold_of(in.choice, Level::product, index)};
  return {{&in, row, {Level::product}, std::nullopt}};
}

std::optional<CategoryNode> category_named(const Outlook& in, std::string_view id_or_key) {
  const auto index = find_category(in.cube(), id_or_key);
  return index ? std::optional(category_at(in, *index)) : std::nullopt;
}

std::optional<ProductNode> product_named(const Outlook& in, std::string_view id_or_key) {
  const auto index = find_product(in.cube(), id_or_key);
  if (!index) return std::nullopt;
  const auto node = product_at(in, *index);
  return in.choice.slice.holds(node.product(), node.row.expected) ? std::optional(node) : std::nullopt;
}

std::optional<std::size_t> rank_of(const CategoryNode& category) {
  if (category.rank) return category.rank;
  if (!category.ranking.is_drawn) return std::nullopt;
  return category.in->rankings->place_of_category(category.in->choice, category.row.index);
}

std::optional<std::size_t> rank_of(const ProductNode& product) {
  if (product.rank) return product.rank;
  if (!product.in->choice.slice.is_all()) return std::nullopt;
  return product.in->rankings->place_in_category(product.in->choice.table, product.row.index,
                                                 product.in->choice.period);
}

}  // namespace shelfcast::api::graph
