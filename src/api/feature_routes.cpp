// SPDX-License-Identifier: Apache-2.0
#include "api/choice.hpp"
#include "api/endpoints.hpp"
#include "api/question.hpp"
#include "api/ranked.hpp"
#include "shelfcast/features/rows.hpp"

#include <nlohmann/json.hpp>

namespace shelfcast::api {
namespace {

using Json = nlohmann::ordered_json;
using features::FeatureRow;

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
  const auto table = serving_table(services, *asked);
  if (!table) return answer_of(table.error(), request);
  const auto& cube = (*table)->cube();
  const auto& named = request.captured.at("id");
  const auto place = find_product(cube, named);
  if (!place) return answer_of(unknown_product(cube, named), request);
  const auto marketplace = services.catalogue->marketplace(*asked);
  if (!marketplace) return answer_of(refusal_of(marketplace.error()), request);
  const auto product = cube.products[*place].id;
  const auto row = services.rows->find(marketplace->id, product);
  if (!row) return answer_of(refusal_of(row.error()), request);
  if (!*row) return answer_of(refusal_of(Error{Code::not_found, named, "no refresh has left its row yet"}), request);
  const auto& found = **row;
  return fresh_answer(200, Json{{"marketplaceId", marketplace->key},
                                {"productId", product.value},
                                {"version", found.version},
                                {"dataCut", format_day(found.origin)},
                                {"knownAt", format_instant(found.known_at)},
                                {"firstDay", format_day(found.origin + features::kRowBand.first_step)},
                                {"lastDay", format_day(found.origin + features::kRowBand.last_step)},
                                {"features", values_of(found)}});
}

}  // namespace

Endpoints feature_routes(const SharedServices& services) {
  if (services->rows == nullptr || services->catalogue == nullptr) return {};
  return {{{"GET", "/api/v1/products/{id}/features",
            [services](const http::Request& request) { return show(*services, request); }, http::Pace::slow,
            "products:read"},
           {.tag = "Products",
            .summary = "What models see of a product",
            .query = openapi::read_by(marketplace_parameters(), {"marketplaceId"}),
            .answers = {{200, "Features"}}}}};
}

}  // namespace shelfcast::api
