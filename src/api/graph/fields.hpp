// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "shelfcast/graphql/resolver.hpp"

namespace shelfcast::api::graph {

// What resolves the fields of the schema, type by type.
void add_query(graphql::Wiring& wiring);
void add_predictions(graphql::Wiring& wiring);      ///< PredictionResult and Interval
void add_categories(graphql::Wiring& wiring);       ///< Category
void add_products(graphql::Wiring& wiring);         ///< Product and Seller
void add_product_details(graphql::Wiring& wiring);  ///< what is told of a single product
void add_feedback(graphql::Wiring& wiring);
void add_operations(graphql::Wiring& wiring);  ///< cycles, models, coverage, marketplaces

}  // namespace shelfcast::api::graph
