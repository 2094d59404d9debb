// SPDX-License-Identifier: Apache-2.0
#include "api/endpoints.hpp"
#include "api/question.hpp"
#include "shelfcast/features/rows.hpp"

#include <nlohmann/json.hpp>

#include <array>
#include <cstdint>
#include <limits>

namespace shelfcast::api {
namespace {

using Json = nlohmann::ordered_json;
using features::FeatureRow;

constexpr std::array<Parameter<std::string>, 1> kParameters{{
    {"marketplaceId", [](auto text, auto& marketplace) { return !(marketplace = text).empty(); },
     "must be a marketplace's id"},
}};

std::expected<std::string, Refusal> marketplace_asked(const http::Request& request) {
  std::string marketplace;
  auto errors = read_parameters<std::string>(request.query, kParameters, marketplace);
  if (marketplace.empty() && errors.empty())
    errors.push_back({"?marketplaceId", "missing", "marketplaceId is required: a marketplace's id, as DE."});
  if (!errors.empty()) return std::unexpected(bad_fields(400, std::move(errors)));
  return marketplace;
}

/// By the source's own id, else by ours.
Result<std::optional<ProductId>> product_named(const catalogue::Catalogue& catalogue, MarketplaceId marketplace,
                                               std::string_view id_or_key) {
  auto by_key = catalogue.product_ids(marketplace, std::span(&id_or_key, 1));
  if (!by_key) return std::unexpected(by_key.error());
  if (by_key->front()) return by_key->front();
  const auto id = parse_count(id_or_key, 0, std::numeric_limits<std::uint32_t>::max());
  return id ? std::optional(ProductId{static_cast<std::uint32_t>(*id)}) : std::nullopt;
}

Json values_of(const FeatureRow& row) {
  Json values = Json::array();
  const auto known = features::every_feature();
  for (std::size_t i = 0; i < row.values.size() && i < known.size(); ++i)
    values.push_back({{"name", known[i].name},
                      {"value", row.values[i]},
                      {"madeFrom", known[i].made_from},
                      {"meaning", known[i].meaning}});
  return values;
}

http::Response show(const Services& services, const http::Request& request) {
  const auto asked = marketplace_asked(request);
  if (!asked) return answer_of(asked.error(), request);
  const auto marketplace = services.catalogue->marketplace(*asked);
  if (!marketplace) return answer_of(refusal_of(marketplace.error()), request);
  const auto& named = request.captured.at("id");
  const auto product = product_named(*services.catalogue, marketplace->id, named);
  if (!product) return answer_of(refusal_of(product.error()), request);
  const auto row = *product ? services.rows->find(marketplace->id, **product) : Result<std::optional<FeatureRow>>();
  if (!row) return answer_of(refusal_of(row.error()), request);
  if (!*row)
    return answer_of(refusal_of(Error{Code::not_found, named, "no refresh has seen such a product on sale yet"}),
                     request);
  const auto& found = **row;
  auto response = json_answer(200, Json{{"marketplaceId", marketplace->key},
                                        {"productId", (*product)->value},
                                        {"version", found.version},
                                        {"dataCut", format_day(found.origin)},
                                        {"knownAt", format_instant(found.known_at)},
                                        {"firstDay", format_day(found.origin + features::kRowBand.first_step)},
                                        {"lastDay", format_day(found.origin + features::kRowBand.last_step)},
                                        {"features", values_of(found)}}
                                       .dump(-1, ' ', false, Json::error_handler_t::replace));
  response.headers.set("Cache-Control", "no-store");
  return response;
}

}  // namespace

std::vector<http::Route> feature_routes(const SharedServices& services) {
  if (services->rows == nullptr || services->catalogue == nullptr) return {};
  return {{"GET", "/api/v1/products/{id}/features",
           [services](const http::Request& request) { return show(*services, request); }, http::Pace::slow}};
}

}  // namespace shelfcast::api
