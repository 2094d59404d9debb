// SPDX-License-Identifier: Apache-2.0
// One product or category: all about it, why, what moved it, and how it is found.
#include "api/openapi/shape.hpp"

namespace shelfcast::api::openapi {
namespace {

Shape expected() {
  return object({{"expectedUnits", maybe(number())}, {"expectedAmount", maybe(number())}});
}

Shape bounds() {
  return object(
      {{"lo80", maybe(number())}, {"hi80", maybe(number())}, {"lo95", maybe(number())}, {"hi95", maybe(number())}});
}

Shape identity() {
  return object({{"productId", whole()},
                 {"productName", text()},
                 {"productKey", text()},
                 {"categoryId", whole()},
                 {"categoryName", text()},
                 {"categoryKey", text()},
                 {"sellerId", whole()},
                 {"sellerName", text()},
                 {"sellerKey", text()},
                 {"isNew", flag()}});
}

/// Of an answer about one product.
Shape heading() {
  return joined(
      joined(object({{"marketplaceId", text()}}), identity()),
      object({{"currency", maybe(text())}, {"table", text()}, {"dataCut", day()}, {"lastRefreshed", time()}}));
}

Shape calendar() {
  const auto holiday = object({{"day", day()}, {"name", text()}});
  const auto promotion = object({{"firstDay", day()}, {"lastDay", day()}, {"discount", number()}});
  const auto stock_out = object({{"firstDay", day()}, {"lastDay", maybe(day())}});
  return object(
      {{"holidays", list_of(holiday)}, {"promotions", list_of(promotion)}, {"stockOuts", maybe(list_of(stock_out))}});
}

Shape product() {
  const auto day_sold = object({{"day", day()}, {"units", maybe(number())}, {"amount", maybe(number())}});
  const auto step = joined(joined(object({{"firstDay", day()}, {"lastDay", day()}}), expected()), bounds());
  const auto frame = joined(joined(object({{"timeFrame", text()},
                                           {"firstDay", day()},
                                           {"lastDay", day()},
                                           {"confidenceScore", maybe(number())},
                                           {"rank", whole()},
                                           {"of", whole()},
                                           {"topProbability", map_of(maybe(number()))},
                                           {"rankLow", maybe(whole())},
                                           {"rankHigh", maybe(whole())}}),
                                   expected()),
                            bounds());
  const auto stood =
      joined(object({{"table", text()}, {"published", time()}, {"dataCut", day()}, {"rank", whole()}, {"of", whole()}}),
             expected());
  return joined(heading(), object({{"history", maybe(list_of(day_sold))},
                                   {"calendar", maybe(calendar())},
                                   {"forecast", list_of(step)},
                                   {"frames", list_of(frame)},
                                   {"rankHistory", list_of(stood)},
                                   {"links", map_of(text())}}));
}

Shape similar() {
  const auto part = maybe(number());
  const auto alike =
      object({{"name", number()}, {"price", part}, {"level", part}, {"weekdays", part}, {"season", part}});
  const auto row = joined(
      joined(identity(), object({{"price", maybe(number())}, {"likeness", number()}, {"alike", alike}})), expected());
  return joined(heading(),
                object({{"firstDay", day()},
                        {"lastDay", day()},
                        {"within", object({{"categoryId", whole()}, {"categoryName", text()}, {"others", whole()}})},
                        {"similar", list_of(row)}}));
}

Shape features() {
  const auto feature =
      object({{"name", text()}, {"value", maybe(number())}, {"madeFrom", text()}, {"meaning", text()}});
  return object({{"marketplaceId", text()},
                 {"productId", whole()},
                 {"version", text()},
                 {"dataCut", day()},
                 {"knownAt", time()},
                 {"firstDay", day()},
                 {"lastDay", day()},
                 {"features", list_of(feature)}});
}

Shape made() {
  return object({{"cycle", text()}, {"published", time()}, {"dataCut", day()}, {"modelVersion", text()}});
}

/// Of a product or of a category: each names itself by its own members.
Shape reasons() {
  const auto contribution = object({{"cause", text()}, {"units", maybe(number())}, {"amount", maybe(number())}});
  const auto asked = object({{"marketplaceId", text()},
                             {"productId?", whole()},
                             {"productName?", text()},
                             {"productKey?", text()},
                             {"categoryId", whole()},
                             {"categoryName?", text()},
                             {"categoryKey?", text()},
                             {"timeFrame", text()},
                             {"window", text()},
                             {"periodStart", time()},
                             {"periodEnd", time()},
                             {"currency", maybe(text())},
                             {"contributions", list_of(contribution)}});
  return joined(joined(asked, made()), expected());
}

Shape movers() {
  const auto side =
      object({{"table", text()}, {"published", time()}, {"dataCut", day()}, {"firstDay", day()}, {"lastDay", day()}});
  const auto row = joined(object({{"productId", whole()},
                                  {"productName", text()},
                                  {"productKey", text()},
                                  {"categoryId", whole()},
                                  {"sellerId", whole()},
                                  {"isNew", flag()},
                                  {"expectedUnitsBefore", maybe(number())},
                                  {"expectedAmountBefore", maybe(number())},
                                  {"change", number()},
                                  {"changeRatio", maybe(number())},
                                  {"rank", whole()},
                                  {"rankBefore", maybe(whole())}}),
                          expected());
  return object({{"marketplaceId", text()},
                 {"timeFrame", text()},
                 {"currency", maybe(text())},
                 {"now", side},
                 {"before", maybe(side)},
                 {"note", maybe(text())},
                 {"movers", list_of(row)}});
}

Shape found() {
  const auto row = joined(object({{"kind", word({"category", "product", "seller"})},
                                  {"id", whole()},
                                  {"key", text()},
                                  {"name", text()},
                                  {"categoryId?", whole()},
                                  {"sellerId?", whole()},
                                  {"href?", text()}}),
                          expected());
  return object({{"marketplaceId", text()},
                 {"query", text()},
                 {"firstDay", day()},
                 {"lastDay", day()},
                 {"currency", maybe(text())},
                 {"results", list_of(row)}});
}

}  // namespace

void add_product_shapes(Shape& all) {
  all["Product"] = product();
  all["SimilarProducts"] = similar();
  all["Tags"] = object({{"marketplaceId", text()},
                        {"sellerKey", maybe(text())},
                        {"tags", list_of(object({{"tag", text()}, {"products", whole()}}))}});
  all["TagChange"] = only(
      object({{"productIds", some_of(outside_id(), 1000)}, {"add?", list_of(text())}, {"remove?", list_of(text())}}));
  all["Features"] = features();
  all["Why"] = reasons();
  all["Moved"] = joined(reasons(), object({{"before", maybe(joined(made(), expected()))},
                                           {"movedUnits", maybe(number())},
                                           {"movedAmount", maybe(number())}}));
  all["Movers"] = movers();
  all["Found"] = found();
}

}  // namespace shelfcast::api::openapi
