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

}  // namespace

void add_sales_shapes(Shape& all) {
  const auto category =
      joined(object({{"categoryId", whole()}, {"categoryName", text()}, {"categoryKey", text()}}), sold());
  const auto product =
      joined(object({{"productId", whole()}, {"productName", text()}, {"productKey", text()}}), sold());
  all["SoldCategories"] = joined(head(), object({{"totalCategories", whole()}, {"categories", list_of(category)}}));
  all["SoldProducts"] = joined(head(), object({{"totalProducts", whole()}, {"products", list_of(product)}}));
}

}  // namespace shelfcast::api::openapi
