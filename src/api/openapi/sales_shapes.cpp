// SPDX-License-Identifier: Apache-2.0
// What sold.
#include "api/openapi/shape.hpp"

namespace shelfcast::api::openapi {
namespace {

Shape head() {
  return object({{"merchantId", maybe(outside_id())},
                 {"marketplaceId", text()},
                 {"bucketType?", text()},
                 {"bucketStart?", day()},
                 {"bucketEnd?", day()},
                 {"periodStart?", time()},
                 {"periodEnd?", time()},
                 {"hours?", whole()},
                 {"until?", time()},
                 {"timeZone", text()},
                 {"weekStart", text()},
                 {"currency", maybe(text())},
                 {"measure", word({"amount", "units"})},
                 {"totalSalesAmount", maybe(number())},
                 {"totalUnits", maybe(number())},
                 {"page", whole()},
                 {"limit", whole()}});
}

Shape sold() {
  return object({{"totalSalesAmount", maybe(number())}, {"units", maybe(number())}, {"rank", whole()}});
}

Shape sold_in_period() {
  return object({{"firstDay", day()},
                 {"lastDay", day()},
                 {"isOver", flag()},
                 {"units", maybe(number())},
                 {"amount", maybe(number())},
                 {"margin", maybe(number())},
                 {"marginRate", maybe(number())},
                 {"amountWithCost", maybe(number())},
                 {"share", maybe(number())}});
}

}  // namespace

void add_sales_shapes(Shape& all) {
  const auto category =
      joined(object({{"categoryId", whole()}, {"categoryName", text()}, {"categoryKey", text()}}), sold());
  const auto product =
      joined(object({{"productId", whole()}, {"productName", text()}, {"productKey", text()}}), sold());
  all["SoldCategories"] = joined(head(), object({{"totalCategories", whole()}, {"categories", list_of(category)}}));
  all["SoldProducts"] = joined(head(), object({{"totalProducts", whole()}, {"products", list_of(product)}}));
  all["SalesByPeriod"] = object({{"marketplaceId", text()},
                                 {"sellerId", maybe(whole())},
                                 {"categoryId", maybe(whole())},
                                 {"timeFrame", word({"day", "week", "month", "quarter", "half", "year"})},
                                 {"timeZone", text()},
                                 {"weekStart", text()},
                                 {"currency", maybe(text())},
                                 {"periods", list_of(sold_in_period())}});
  all["ExpectedSales"] = object({{"marketplaceId", text()},
                                 {"sellerId", maybe(whole())},
                                 {"sellerName", maybe(text())},
                                 {"categoryId", maybe(whole())},
                                 {"timeFrame", text()},
                                 {"window", text()},
                                 {"firstDay", day()},
                                 {"lastDay", day()},
                                 {"cycle", text()},
                                 {"currency", maybe(text())},
                                 {"expectedUnits", maybe(number())},
                                 {"expectedAmount", maybe(number())},
                                 {"expectedMargin", maybe(number())},
                                 {"marginRate", maybe(number())},
                                 {"amountWithCost", maybe(number())},
                                 {"share", maybe(number())}});
}

}  // namespace shelfcast::api::openapi
