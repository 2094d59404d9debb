// SPDX-License-Identifier: Apache-2.0
#include "api/search.hpp"

#include "api/endpoints.hpp"
#include "api/expected_json.hpp"
#include "api/ranked.hpp"
#include "shelfcast/base/utf8.hpp"
#include "shelfcast/predictions/name_index.hpp"
#include "shelfcast/telemetry/log.hpp"

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include <algorithm>
#include <array>
#include <map>
#include <optional>

namespace shelfcast::api {
namespace {

using Json = nlohmann::ordered_json;
using predictions::FoundName;
using predictions::Named;

constexpr std::size_t kLongestText = 200;
constexpr std::size_t kLooked = 200;  // best matches, of which those that sell best are told first

constexpr std::array<std::string_view, 3> kKinds{"category", "product", "seller"};

std::string_view name_of(Named kind) {
  return kKinds[static_cast<std::size_t>(kind)];
}

struct AskedSearch {
  std::string text;
  std::string marketplace;
  std::optional<Named> kind;
  std::size_t limit = 20;
};

constexpr std::array<Parameter<AskedSearch>, 4> kParameters{{
    {"q",
     [](auto text, auto& asked) {
       asked.text = text;
       return !text.empty() && text.size() <= kLongestText && is_utf8(text);
     },
     {"must be the beginnings of words, of at most 200 bytes"}},
    {"marketplaceId", [](auto text, auto& asked) { return read_name(text, asked.marketplace); }, kMarketplaceRule},
    {"kind",
     [](auto text, auto& asked) {
       const auto* const found = std::ranges::find(kKinds, text);
       if (found != kKinds.end()) asked.kind = static_cast<Named>(found - kKinds.begin());
       return asked.kind.has_value();
     },
     one_of("category, product, seller")},
    {"limit", [](auto text, auto& asked) { return assign(parse_count(text, 1, 100), asked.limit); },
     whole_number(1, 100)},
}};

/// Something found, and what is expected of it in the coming week.
struct Hit {
  FoundName found;
  domain::Expected expected;
  bool is_exact = false;  ///< its key or its whole name is what was asked for
};

/// Of a category and all below it.
domain::Expected family_of(const Choice& choice, std::size_t top) {
  const auto& cube = choice.table->cube();
  domain::Expected sum;
  for (std::size_t category = 0; category < cube.categories.size(); ++category)
    if (belongs_to(cube, category, top)) sum += choice.table->category(category, choice.period);
  return sum;
}

/// Of those that were found: one pass over all products, however many sellers.
std::map<SellerId, domain::Expected> sellers_in(const Choice& choice, const std::vector<FoundName>& found) {
  const auto& products = choice.table->cube().products;
  std::map<SellerId, domain::Expected> sums;
  for (const auto& one : found)
    if (one.kind == Named::seller) sums[products[one.index].seller];
  for (std::size_t row = 0; row < products.size() && !sums.empty(); ++row)
    if (const auto sum = sums.find(products[row].seller); sum != sums.end())
      sum->second += choice.table->product(row, choice.period);
  return sums;
}

Hit hit_of(const FoundName& found, const AskedSearch& asked, const Choice& choice,
           const std::map<SellerId, domain::Expected>& of_sellers) {
  const auto& cube = choice.table->cube();
  const auto is_it = [&](const std::string& name, const std::string& key) {
    return name == asked.text || key == asked.text;
  };
  if (found.kind == Named::category) {
    const auto& category = cube.categories[found.index];
    return {found, family_of(choice, found.index), is_it(category.name, category.key)};
  }
  const auto& product = cube.products[found.index];
  if (found.kind == Named::product)
    return {found, choice.table->product(found.index, choice.period), is_it(product.name, product.key)};
  return {found, of_sellers.at(product.seller), is_it(product.seller_name, product.seller_key)};
}

Json json_of(const Hit& hit, const domain::Cube& cube) {
  const auto& [found, expected, exact] = hit;
  Json json{{"kind", name_of(found.kind)}};
  const auto put = [&](std::uint32_t id, const std::string& key, const std::string& name) {
    json.update(Json{{"id", id}, {"key", key}, {"name", name}});
  };
  if (found.kind == Named::category) {
    const auto& category = cube.categories[found.index];
    put(category.id.value, category.key, category.name);
  } else if (const auto& product = cube.products[found.index]; found.kind == Named::product) {
    put(product.id.value, product.key, product.name);
    json["categoryId"] = product.category.value;
    json["sellerId"] = product.seller.value;
    json["href"] =
        fmt::format("/api/v1/products/{}?marketplaceId={}", product.id.value, percent_encoded(cube.marketplace));
  } else {
    put(product.seller.value, product.seller_key, product.seller_name);
  }
  put_expected(json, cube, expected);
  return json;
}

Json written(const AskedSearch& asked, const Choice& choice, const std::vector<FoundName>& found) {
  std::vector<Hit> hits;
  hits.reserve(found.size());
  const auto of_sellers = sellers_in(choice, found);
  for (const auto& one : found) hits.push_back(hit_of(one, asked, choice, of_sellers));
  std::ranges::stable_sort(hits, [](const Hit& a, const Hit& b) {
    return a.is_exact != b.is_exact ? a.is_exact : a.expected.amount > b.expected.amount;
  });
  if (hits.size() > asked.limit) hits.resize(asked.limit);
  const auto& cube = choice.table->cube();
  Json rows = Json::array();
  for (const auto& hit : hits) rows.push_back(json_of(hit, cube));
  return {{"marketplaceId", cube.marketplace},
          {"query", asked.text},
          {"firstDay", format_day(choice.period.first)},
          {"lastDay", format_day(choice.period.last)},
          {"currency", cube.measures.amount ? Json(cube.currency) : Json(nullptr)},
          {"results", std::move(rows)}};
}

}  // namespace

std::expected<TableAnswer, Refusal> search(const Services& services, const QueryParameters& query) {
  AskedSearch asked;
  auto errors = read_parameters<AskedSearch>(query, kParameters, asked);
  take_only_marketplace(services.tables.marketplaces(), asked.marketplace, errors);
  if (asked.text.empty() && errors.empty()) errors.push_back({"?q", "missing", "q is required: what to look for."});
  if (!errors.empty()) return std::unexpected(bad_fields(400, std::move(errors)));
  auto choice = choose(services, asked.marketplace, {.window = Window::rolling});
  if (!choice) return std::unexpected(std::move(choice.error()));
  const auto names = services.names->of(*choice->table);
  if (!names) return std::unexpected(refusal_of(names.error()));
  const auto found = (*names)->find(asked.text, kLooked, asked.kind);
  if (!found) return std::unexpected(refusal_of(found.error()));
  auto json = written(asked, *choice, *found);
  return TableAnswer{std::move(*choice), std::move(json)};
}

Endpoints search_routes(const SharedServices& services) {
  if (services->names == nullptr) return {};
  if (services->warming != nullptr)
    services->warming->add([services](const predictions::TablePtr& next) {
      if (const auto read = services->names->of(*next); !read)
        telemetry::log(telemetry::Severity::warning, "names not read", {{"problem", read.error().text()}});
    });
  const auto answer = [services](const http::Request& request) {
    return table_answer(*services, request, search(*services, request.query));
  };
  return {{{"GET", "/api/v1/search", answer, http::Pace::slow, "search:read"},
           {.tag = "Products",
            .summary = "Categories, products and sellers by the beginnings of their words",
            .query = openapi::read_by<AskedSearch>(kParameters, {"q"}),
            .answers = {{200, "Found"}},
            .problems = {404},
            .is_kept = true}}};
}

}  // namespace shelfcast::api
