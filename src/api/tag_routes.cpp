// SPDX-License-Identifier: Apache-2.0
// What whoever asks calls products, and what these are called from now on.
#include "api/endpoints.hpp"
#include "api/guard/tenancy.hpp"
#include "api/ranked.hpp"
#include "api/sent_json.hpp"
#include "api/tags.hpp"
#include "shelfcast/control/tags.hpp"

#include <nlohmann/json.hpp>

#include <array>

namespace shelfcast::api {
namespace {

using Json = nlohmann::ordered_json;

struct AskedTags {
  std::string marketplace;
  std::string product;
};
constexpr std::array<Parameter<AskedTags>, 2> kParameters{{
    {"marketplaceId", [](auto text, auto& asked) { return read_name(text, asked.marketplace); },
     text_as("DE", "must be a marketplace")},
    {"productId",
     [](auto text, auto& asked) { return read_name(text, asked.product); },
     {"must be a product, by its id or its source's key"}},
}};
constexpr std::span<const Parameter<AskedTags>> kOfAll(kParameters);

/// The table whose products are tagged, and whose tags they are.
struct TagDesk {
  predictions::TablePtr table;
  domain::TagOwner owner;
  std::optional<ProductId> product;
};

std::expected<TagDesk, Refusal> desk_asked(const Services& services, const http::Request& request,
                                           std::span<const Parameter<AskedTags>> parameters) {
  AskedTags asked;
  auto errors = read_parameters<AskedTags>(request.query, parameters, asked);
  take_only_marketplace(services.tables.marketplaces(), asked.marketplace, errors);
  if (!errors.empty()) return std::unexpected(bad_fields(400, std::move(errors)));
  auto table = serving_table(services, asked.marketplace);
  if (!table) return std::unexpected(table.error());
  TagDesk desk{.table = std::move(*table),
               .owner = tag_owner(services, asked.marketplace, caller_of(services, request).get()),
               .product = {}};
  if (asked.product.empty()) return desk;
  const auto& cube = desk.table->cube();
  const auto place = find_product(cube, asked.product);
  if (!place) return std::unexpected(unknown_product(cube, asked.product));
  desk.product = cube.products[*place].id;
  return desk;
}

http::Response answer_with_tags(const Services& services, const http::Request& request, const TagDesk& desk) {
  const auto tags = services.tags->list(desk.owner, desk.product);
  if (!tags) return answer_of(refusal_of(tags.error()), request);
  Json list = Json::array();
  for (const auto& [tag, products] : *tags) list.push_back({{"tag", tag}, {"products", products}});
  return fresh_answer(200, {{"marketplaceId", desk.owner.marketplace},
                            {"sellerKey", desk.owner.seller.empty() ? Json() : Json(desk.owner.seller)},
                            {"tags", std::move(list)}});
}

http::Response list(const Services& services, const http::Request& request) {
  const auto desk = desk_asked(services, request, kOfAll);
  return desk ? answer_with_tags(services, request, *desk) : answer_of(desk.error(), request);
}

http::Response change(const Services& services, const http::Request& request) {
  const auto desk = desk_asked(services, request, kOfAll.first(1));
  if (!desk) return answer_of(desk.error(), request);
  const auto sent = json_body(request);
  if (!sent) return answer_of(sent.error(), request);
  const auto wanted = tag_change_in(desk->table->cube(), *sent);
  if (!wanted) return answer_of(wanted.error(), request);
  if (const auto done = services.tags->change(desk->owner, *wanted); !done)
    return answer_of(refusal_of(done.error()), request);
  return answer_with_tags(services, request, *desk);
}

}  // namespace

Endpoints tag_routes(const SharedServices& services) {
  if (services->tags == nullptr) return {};
  const auto with = [services](http::Response (*answer)(const Services&, const http::Request&)) {
    return [services, answer](const http::Request& request) { return answer(*services, request); };
  };
  return {{{"GET", "/api/v1/tags", with(list), http::Pace::slow, "predictions:read"},
           {.tag = "Tags",
            .summary = "What you call products",
            .query = openapi::read_by<AskedTags>(kOfAll),
            .answers = {{200, "Tags"}},
            .problems = {404}}},
          {{"POST", "/api/v1/tags:change", with(change), http::Pace::slow, "tags:write"},
           {.tag = "Tags",
            .summary = "Give products tags, or take them away",
            .query = openapi::read_by<AskedTags>(kOfAll.first(1)),
            .body = "TagChange",
            .answers = {{200, "Tags"}},
            .problems = {404}}}};
}

}  // namespace shelfcast::api
