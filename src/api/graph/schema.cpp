// SPDX-License-Identifier: Apache-2.0
#include "api/graph/schema.hpp"

#include "api/graph/fields.hpp"
#include "api/graph/schema_text.hpp"

#include <stdexcept>

namespace shelfcast::api::graph {

graphql::Schema schema() {
  graphql::Wiring wiring;
  for (auto* const add : {add_query, add_predictions, add_categories, add_products, add_product_details, add_feedback,
                          add_operations, add_subscription})
    add(wiring);
  auto made = graphql::make_schema(std::string(kSchema), std::move(wiring));
  if (!made) throw std::logic_error("the schema of /graphql is wrong: " + made.error().text());
  return *made;
}

graphql::CostOf costs() {
  return graphql::costs({{"Query.movers", 2000},
                         {"Query.search", 200},
                         {"Query.models", 200},
                         {"Query.coverage", 200},
                         {"Category.topProducts", 10},
                         {"Category.totalProducts", 10},
                         {"Product.forecast", 20},
                         {"Product.frames", 20},
                         {"Product.history", 50},
                         {"Product.rankHistory", 1000}});
}

}  // namespace shelfcast::api::graph
