// SPDX-License-Identifier: Apache-2.0
#include "api/graph/schema.hpp"

#include "api/graph/fields.hpp"
#include "api/graph/schema_text.hpp"

#include <stdexcept>
#include <utility>

namespace shelfcast::api::graph {

graphql::Schema schema() {
  graphql::Wiring wiring;
  for (auto* const add : {add_query, add_predictions, add_categories, add_products, add_product_details, add_similar,
                          add_feedback, add_operations, add_alerts, add_tags, add_subscription})
    add(wiring);
  auto made = graphql::make_schema(std::string(kSchema), std::move(wiring));
  if (!made) throw std::logic_error("the schema of /graphql is wrong: " + made.error().text());
  return *made;
}

graphql::CostOf costs() {
  constexpr std::uint64_t kTable = 1000;  // which may have to be read from disk, or ranked anew
  auto by_table = graphql::costs({{"Query.predictions", kTable},
                                  {"Query.categoryPrediction", kTable},
                                  {"Product.similar", kTable},
                                  {"Query.product", kTable},
                                  {"Query.movers", 2 * kTable},
                                  {"Query.search", 200},
                                  {"Query.models", 200},
                                  {"Query.coverage", 200},
                                  {"PredictionResult.category", 10},
                                  {"PredictionResult.product", 100},
                                  {"Category.topProducts", 10},
                                  {"Category.totalProducts", 10},
                                  {"Product.forecast", 20},
                                  {"Product.frames", 20},
                                  {"Product.history", 50},
                                  {"Product.calendar", 50},
                                  {"Product.rankHistory", 20}},
                                 1, {"first", "last", "limit", "days", "tables"});
  return [by_table = std::move(by_table)](std::string_view type, std::string_view field,
                                          const graphql::Arguments& arguments) {
    auto cost = by_table(type, field, arguments);
    if (type == "Product" && field == "rankHistory") cost.once = kTable * cost.times;
    return cost;
  };
}

}  // namespace shelfcast::api::graph
