// SPDX-License-Identifier: Apache-2.0
// Rankings of what is predicted, of every model by itself, and how certain they are.
#include "api/openapi/shape.hpp"

namespace shelfcast::api::openapi {
namespace {

Shape sold() {
  return object({{"units", maybe(number())}, {"amount", maybe(number())}});
}

/// What stands in every row of a ranking.
Shape ranked() {
  return object({{"confidenceScore", maybe(number())},
                 {"lo80", maybe(number())},
                 {"hi80", maybe(number())},
                 {"lo95", maybe(number())},
                 {"hi95", maybe(number())},
                 {"topProbability", maybe(number())},
                 {"rankLow", maybe(whole())},
                 {"rankHigh", maybe(whole())},
                 {"expectedUnits", maybe(number())},
                 {"expectedAmount", maybe(number())},
                 {"soldSince?", sold()},
                 {"actual?", sold()},
                 {"rank", whole()}});
}

/// What stands above every ranking.
Shape page() {
  return object({{"timeFrame", text()},
                 {"window", text()},
                 {"periodStart", time()},
                 {"periodEnd", time()},
                 {"page", whole()},
                 {"limit", whole()},
                 {"lastRefreshed", time()},
                 {"currency", maybe(text())},
                 {"totalExpectedUnits", maybe(number())},
                 {"totalExpectedAmount", maybe(number())},
                 {"soldSince?", sold()},
                 {"actual?", sold()},
                 {"liveAt?", time()},
                 {"actualAt?", time()}});
}

Shape best_categories() {
  const auto row = joined(object({{"categoryId", whole()},
                                  {"categoryName", text()},
                                  {"categoryKey", text()},
                                  {"predictedSalesAmount", maybe(number())}}),
                          ranked());
  return joined(object({{"marketplaceId", text()},
                        {"customerId", outside_id()},
                        {"totalCategories", whole()},
                        {"categories", list_of(partly(row))}}),
                page());
}

Shape best_products() {
  const auto row = joined(object({{"productId", whole()},
                                  {"productName", text()},
                                  {"productKey", text()},
                                  {"sellerId", whole()},
                                  {"sellerName", text()},
                                  {"sellerKey", text()},
                                  {"predictedQuantity", maybe(number())},
                                  {"predictedAmount", maybe(number())}}),
                          ranked());
  return joined(object({{"marketplaceId", text()},
                        {"categoryId", whole()},
                        {"categoryName", text()},
                        {"categoryKey", text()},
                        {"totalProducts", whole()},
                        {"products", list_of(partly(row))}}),
                page());
}

Shape model_head() {
  return object({{"merchant_id", maybe(outside_id())},
                 {"marketplace_id", text()},
                 {"bucket_type", text()},
                 {"window", text()},
                 {"bucket_start", day()},
                 {"bucket_end", day()},
                 {"period_start", time()},
                 {"period_end", time()},
                 {"lookback", maybe(whole())},
                 {"data_cut", day()},
                 {"currency", maybe(text())}});
}

Shape said_by_model() {
  const auto row = object({{"category_id", whole()},
                           {"category_name", text()},
                           {"category_key", text()},
                           {"forecast_amount", maybe(number())},
                           {"forecast_units", maybe(number())},
                           {"rank", whole()}});
  return object({{"model", text()},
                 {"generated_at", time()},
                 {"left_out", maybe(text())},
                 {"total_forecast_amount", maybe(number())},
                 {"total_forecast_units", maybe(number())},
                 {"total_categories", whole()},
                 {"limit", whole()},
                 {"categories", list_of(row)}});
}

Shape tenths() {
  return object(
      {{"predictions", whole()},
       {"calibrationError", maybe(number())},
       {"tenths",
        list_of(
            object({{"from", number()}, {"predictions", whole()}, {"promised", number()}, {"happened", whole()}}))}});
}

Shape coverage() {
  const auto row = object({{"level", text()},
                           {"timeFrame", text()},
                           {"horizon", text()},
                           {"intervals", whole()},
                           {"held80", whole()},
                           {"held95", whole()},
                           {"coverage80", maybe(number())},
                           {"coverage95", maybe(number())},
                           {"confidenceScore", tenths()},
                           {"topProbability", list_of(joined(object({{"top", whole()}}), tenths()))}});
  const auto stretched = object({{"level", text()}, {"horizon", text()}, {"of80", number()}, {"of95", number()}});
  return object({{"marketplaceId", text()},
                 {"categoryKey", maybe(text())},
                 {"periods", whole()},
                 {"knownFrom", maybe(day())},
                 {"scoredUntil", maybe(day())},
                 {"note", maybe(text())},
                 {"coverage", list_of(row)},
                 {"stretched", list_of(stretched)}});
}

}  // namespace

void add_prediction_shapes(Shape& all) {
  all["BestCategories"] = best_categories();
  all["BestProducts"] = best_products();
  all["ModelForecast"] = joined(model_head(), said_by_model());
  all["ModelForecasts"] = joined(model_head(), object({{"models", list_of(said_by_model())}}));
  all["Coverage"] = coverage();
  all["Job"] = object({{"id", text()},
                       {"what", text()},
                       {"state", word({"waiting", "running", "done", "failed"})},
                       {"problem", maybe(text())},
                       {"asked", time()},
                       {"ended", maybe(time())},
                       {"url", text()}});
  all["Feedback"] = object({{"id", whole()},
                            {"at", time()},
                            {"by", maybe(text())},
                            {"marketplaceId", text()},
                            {"cycle", text()},
                            {"productKey", maybe(text())},
                            {"categoryKey", maybe(text())},
                            {"timeFrame", text()},
                            {"firstDay", day()},
                            {"lastDay", day()},
                            {"predictedUnits", number()},
                            {"verdict", word({"right", "too_high", "too_low"})},
                            {"expectedUnits", maybe(number())},
                            {"comment", text()}});
  all["Feedbacks"] = object({{"feedback", list_of(named("Feedback"))}, {"next", maybe(text())}});
  all["FeedbackGiven"] = only(object({{"marketplaceId?", maybe(text())},
                                      {"productId?", maybe(outside_id())},
                                      {"categoryId?", maybe(outside_id())},
                                      {"timeFrame?", maybe(word({"day", "week", "month", "quarter", "half", "year"}))},
                                      {"window?", maybe(text())},
                                      {"dateTime?", maybe(text())},
                                      {"cycle?", maybe(text())},
                                      {"verdict", word({"right", "too_high", "too_low"})},
                                      {"expectedUnits?", maybe(number())},
                                      {"comment?", maybe(text())}}));
  all["GraphqlQuestion"] = object({{"query", text()},
                                   {"operationName?", maybe(text())},
                                   {"variables?", maybe(map_of(anything()))},
                                   {"extensions?", maybe(map_of(anything()))}});
  all["GraphqlAnswer"] =
      object({{"data?", maybe(map_of(anything()))}, {"errors?", list_of(object({{"message", text()}}))}});
}

}  // namespace shelfcast::api::openapi
