// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "shelfcast/graphql/resolver.hpp"

#include <fmt/format.h>

#include <string_view>
#include <utility>

namespace shelfcast::api::graph {

/// The fields of one type, as they are given their resolvers.
struct FieldsOf {
  graphql::Wiring& wiring;
  std::string_view type;

  void add(std::string_view field, graphql::Resolver resolver) const {
    wiring.fields.emplace_back(fmt::format("{}.{}", type, field), std::move(resolver));
  }
};

// What resolves the fields of the schema, type by type.
void add_query(graphql::Wiring& wiring);
void add_predictions(graphql::Wiring& wiring);      ///< PredictionResult and Interval
void add_categories(graphql::Wiring& wiring);       ///< Category
void add_products(graphql::Wiring& wiring);         ///< Product and Seller
void add_product_details(graphql::Wiring& wiring);  ///< what is told of a single product
void add_similar(graphql::Wiring& wiring);          ///< products that one is like
void add_alerts(graphql::Wiring& wiring);
void add_tags(graphql::Wiring& wiring);
void add_feedback(graphql::Wiring& wiring);
void add_subscription(graphql::Wiring& wiring);
void add_operations(graphql::Wiring& wiring);  ///< cycles, models, coverage, marketplaces

}  // namespace shelfcast::api::graph
