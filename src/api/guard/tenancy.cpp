// SPDX-License-Identifier: Apache-2.0
#include "api/guard/tenancy.hpp"

#include "api/orders/order_body.hpp"
#include "api/orders/order_bulk.hpp"
#include "api/ranked.hpp"
#include "shelfcast/identity/doorkeeper.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <string>

namespace shelfcast::api {
namespace {

using http::Request;
using identity::Caller;
using MaybeRefusal = std::optional<Refusal>;

Refusal not_own(const Caller& caller, std::string_view name) {
  return foreign(fmt::format("{} must be '{}': you may ask about yourself only.", name, caller.seller));
}

/// All values: of a name that is given twice, both count.
template <class Judge>
bool every_value(const Request& request, std::string_view name, Judge judge) {
  return std::ranges::all_of(request.query,
                             [&](const auto& field) { return field.first != name || judge(field.second); });
}

bool is_given(const Request& request, std::string_view name) {
  return std::ranges::find(request.query, name, &QueryParameters::value_type::first) != request.query.end();
}

std::string value_of(const Request& request, std::string_view name) {
  const auto found = std::ranges::find(request.query, name, &QueryParameters::value_type::first);
  return found == request.query.end() ? std::string() : found->second;
}

/// What a seller is called in a path or a query.
constexpr std::array<std::string_view, 4> kNames{"customerId", "sellerId", "merchantId", "merchant_id"};

MaybeRefusal refuse_foreign_names(const Caller& caller, const Request& request) {
  for (const auto name : kNames) {
    const auto captured = request.captured.find(name);
    const bool is_own_path =
        captured == request.captured.end() || captured->second == kMe || may_ask_about(caller, captured->second);
    const bool is_own =
        is_own_path && every_value(request, name, [&](const auto& value) { return may_ask_about(caller, value); });
    if (!is_own) return not_own(caller, name);
  }
  return std::nullopt;
}

/// Without a merchant it would be everybody's sales.
MaybeRefusal refuse_unnamed_merchant(const Services& /*services*/, const Caller& caller, const Request& request) {
  const bool is_named = is_given(request, "merchantId") || is_given(request, "sellerId");
  return is_named ? std::nullopt : std::optional(not_own(caller, "merchantId or sellerId"));
}

/// What is found of a seller tells what is expected of it.
MaybeRefusal refuse_search_of_sellers(const Services& /*services*/, const Caller& /*caller*/, const Request& request) {
  const bool is_of_things = is_given(request, "kind") && every_value(request, "kind", [](const auto& kind) {
                              return kind == "product" || kind == "category";
                            });
  if (is_of_things) return std::nullopt;
  return foreign("kind must be product or category: a seller does not search for sellers.");
}

MaybeRefusal refuse_foreign_product(const Services& services, const Caller& caller, const Request& request) {
  std::string marketplace = value_of(request, "marketplaceId");
  std::vector<http::FieldError> errors;
  take_only_marketplace(services.tables.marketplaces(), marketplace, errors);
  if (!errors.empty()) return bad_fields(400, std::move(errors));
  const auto table = services.tables.current(marketplace);
  if (!table) return foreign("Nothing is published of this marketplace: nobody knows whose product this is.");
  const auto& cube = table->cube();
  const std::string& named = request.captured.at("id");
  const auto place = find_product(cube, named);
  if (!place) return unknown_product(cube, named);
  const bool is_own = may_ask_about(caller, cube.products[*place]);
  return is_own ? std::nullopt : std::optional(foreign("This product is another seller's."));
}

bool is_own_row(const Caller& caller, std::string_view json) {
  const auto act = read_act(orders::Kind::place, json);
  // What is no order, or of nobody, is refused by whoever reads it.
  return !act || !act->merchant || may_ask_about(caller, act->merchant->text);
}

MaybeRefusal refuse_foreign_orders_placed(const Caller& caller, const Request& request) {
  bool is_own = true;
  if (request.path.ends_with(":bulk")) {
    each_row(request.body, [&](std::string_view row) { is_own = is_own && is_own_row(caller, row); });
  } else {
    is_own = is_own_row(caller, request.body);
  }
  return is_own ? std::nullopt : std::optional(not_own(caller, "merchantId"));
}

MaybeRefusal refuse_foreign_order(const Services& services, const Caller& caller, const Request& request) {
  const auto named = request.captured.find("id");
  if (named == request.captured.end()) return refuse_foreign_orders_placed(caller, request);
  std::string marketplace = value_of(request, "marketplaceId");
  const auto act = request.body.empty() ? std::nullopt : read_act(orders::Kind::correct, request.body);
  if (act && act->market) marketplace = *act->market;
  const auto order = services.orders->find(named->second, marketplace);
  if (!order) return refusal_of(order.error());
  const bool is_own = order->merchant_key == caller.seller || std::to_string(order->merchant.value) == caller.seller;
  return is_own ? std::nullopt : std::optional(foreign("This order is another seller's."));
}

struct TenancyRule {
  std::string_view scope;
  MaybeRefusal (*refuse)(const Services& services, const Caller& caller, const Request& request);
};
/// Beyond the names in path and query.
constexpr std::array<TenancyRule, 5> kRules{{{"sales:read", refuse_unnamed_merchant},
                                             {"search:read", refuse_search_of_sellers},
                                             {"products:read", refuse_foreign_product},
                                             {"orders:read", refuse_foreign_order},
                                             {"orders:write", refuse_foreign_order}}};

}  // namespace

MaybeRefusal refuse_foreign(const Services& services, const Caller& caller, std::string_view scope,
                            const Request& request) {
  if (auto refused = refuse_foreign_names(caller, request)) return refused;
  const auto* const rule = std::ranges::find(kRules, scope, &TenancyRule::scope);
  return rule == kRules.end() ? std::nullopt : rule->refuse(services, caller, request);
}

bool is_about_itself(const Caller& seller, std::string_view scope, std::string_view asker) {
  return !asker.empty() && asker == seller.seller &&
         std::ranges::find(kRules, scope, &TenancyRule::scope) == kRules.end();
}

bool names_a_seller(const QueryParameters& query) {
  return std::ranges::any_of(query,
                             [](const auto& field) { return std::ranges::find(kNames, field.first) != kNames.end(); });
}

std::uint64_t audience_of(const Caller& caller) {
  constexpr unsigned kScopes = 32;
  return std::uint64_t{static_cast<std::uint8_t>(caller.role)} << kScopes | caller.scopes;
}

identity::CallerPtr caller_of(const Services& services, const Request& request) {
  if (services.identity.doorkeeper == nullptr) return nullptr;
  return services.identity.doorkeeper->who(request).value_or(nullptr);
}

Refusal foreign(std::string detail) {
  return {.status = 403, .type = "another-sellers", .title = "This is another seller's", .detail = std::move(detail)};
}

bool is_seller(const identity::Caller* caller) {
  return caller != nullptr && caller->role == identity::Role::seller;
}

std::string seller_key(const Services& services, std::string_view name) {
  for (const auto& marketplace : services.tables.marketplaces()) {
    const auto table = services.tables.current(marketplace);
    const auto id = table ? find_seller(table->cube(), name) : std::nullopt;
    if (!id) continue;
    return std::ranges::find(table->cube().products, *id, &domain::ForecastProduct::seller)->seller_key;
  }
  return std::string(name);
}

bool may_ask_about(const Caller& caller, std::string_view seller) {
  return caller.role != identity::Role::seller || seller == caller.seller;
}

bool may_ask_about(const Caller& caller, const domain::ForecastProduct& product) {
  return may_ask_about(caller, product.seller_key) || may_ask_about(caller, std::to_string(product.seller.value));
}

}  // namespace shelfcast::api
