// SPDX-License-Identifier: Apache-2.0
// Orders, and what is done to them.
#include "api/openapi/shape.hpp"

namespace shelfcast::api::openapi {
namespace {

constexpr std::size_t kMostItems = 1000;

Shape order() {
  const auto line = object({{"lineId", text()},
                            {"productId", outside_id()},
                            {"categoryKey", maybe(text())},
                            {"quantity", number()},
                            {"returned", number()},
                            {"unitPrice", number()},
                            {"status", word({"sold", "cancelled", "returned"})}});
  return object({{"orderId", text()},
                 {"marketplaceId", text()},
                 {"merchantId", whole()},
                 {"merchantKey", text()},
                 {"orderTime", time()},
                 {"currency", text()},
                 {"status", word({"placed", "cancelled", "returned"})},
                 {"version", whole()},
                 {"changedAt", time()},
                 {"units", number()},
                 {"amount", number()},
                 {"items", list_of(line)}});
}

Shape placed() {
  const auto item = only(
      object({{"lineId", outside_id()}, {"productId", outside_id()}, {"quantity", number()}, {"unitPrice", number()}}));
  return only(object({{"orderId?", outside_id()},
                      {"merchantId", outside_id()},
                      {"marketplaceId?", text()},
                      {"orderTime", time()},
                      {"currency", text()},
                      {"items", some_of(item, kMostItems)}}));
}

/// Items, each with what may be said of it.
Shape act_on(const Shape& item, bool needs_items) {
  const auto items = some_of(only(item), kMostItems);
  return only(needs_items ? object({{"marketplaceId?", text()}, {"items", items}})
                          : object({{"marketplaceId?", text()}, {"items?", items}}));
}

}  // namespace

void add_order_shapes(Shape& all) {
  all["Order"] = order();
  all["OrderPlaced"] = placed();
  all["OrderCancelled"] = act_on(object({{"lineId", outside_id()}}), false);
  all["OrderReturned"] = act_on(object({{"lineId", outside_id()}, {"quantity?", number()}}), false);
  all["OrderCorrected"] =
      act_on(object({{"lineId", outside_id()}, {"quantity?", number()}, {"unitPrice?", number()}}), true);
}

}  // namespace shelfcast::api::openapi
