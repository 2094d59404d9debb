// SPDX-License-Identifier: Apache-2.0
#include "api/tag_desk.hpp"

#include "api/choice.hpp"
#include "api/ranked.hpp"
#include "api/tags.hpp"

#include <nlohmann/json.hpp>

#include <array>
#include <utility>

namespace shelfcast::api {
namespace {

constexpr std::array<Parameter<TagsAsked>, 2> kParameters{{
    {"marketplaceId", [](auto text, auto& asked) { return read_name(text, asked.marketplace); }, kMarketplaceRule},
    {"productId",
     [](auto text, auto& asked) { return read_name(text, asked.product); },
     {"must be a product, by its id or its source's key"}},
}};

}  // namespace

std::span<const Parameter<TagsAsked>> tag_parameters() {
  return kParameters;
}

std::span<const Parameter<TagsAsked>> tag_change_parameters() {
  return tag_parameters().first(1);
}

std::expected<TagDesk, Refusal> tag_desk(const Services& services, const QueryParameters& query,
                                         std::span<const Parameter<TagsAsked>> parameters,
                                         const identity::Caller* caller) {
  TagsAsked asked;
  auto errors = read_parameters<TagsAsked>(query, parameters, asked);
  take_only_marketplace(services.tables.marketplaces(), asked.marketplace, errors);
  if (!errors.empty()) return std::unexpected(bad_fields(400, std::move(errors)));
  auto table = serving_table(services, asked.marketplace);
  if (!table) return std::unexpected(table.error());
  TagDesk desk{.table = std::move(*table), .owner = tag_owner(services, asked.marketplace, caller), .product = {}};
  if (asked.product.empty()) return desk;
  const auto& cube = desk.table->cube();
  const auto place = find_product(cube, asked.product);
  if (!place) return std::unexpected(unknown_product(cube, asked.product));
  desk.product = cube.products[*place].id;
  return desk;
}

std::expected<CountedTags, Refusal> tags_at(const Services& services, const TagDesk& desk) {
  auto tags = services.tags->list(desk.owner, desk.product);
  if (!tags) return std::unexpected(refusal_of(tags.error()));
  return std::move(*tags);
}

std::expected<CountedTags, Refusal> change_tags(const Services& services, const TagDesk& desk,
                                                const nlohmann::ordered_json& said) {
  const auto wanted = tag_change_in(desk.table->cube(), said);
  if (!wanted) return std::unexpected(wanted.error());
  if (const auto done = services.tags->change(desk.owner, *wanted); !done)
    return std::unexpected(refusal_of(done.error()));
  return tags_at(services, desk);
}

nlohmann::ordered_json tags_json(const CountedTags& tags) {
  auto list = nlohmann::ordered_json::array();
  for (const auto& [tag, products] : tags) list.push_back({{"tag", tag}, {"products", products}});
  return list;
}

}  // namespace shelfcast::api
