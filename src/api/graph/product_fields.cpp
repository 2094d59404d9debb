// SPDX-License-Identifier: Apache-2.0
#include "api/graph/fields.hpp"
#include "api/graph/json_fields.hpp"
#include "api/graph/ranked_fields.hpp"
#include "api/json_text.hpp"
#include "api/product_calendar.hpp"

namespace shelfcast::api::graph {
namespace {

using domain::ForecastProduct;
using graphql::Call;
using graphql::each;
using graphql::Object;
using graphql::Output;

constexpr std::int64_t kLongestHistory = 1100;
constexpr std::int64_t kLongestForecast = 400;
constexpr std::int64_t kMostTables = 60;

Output category_of(const ProductNode& node, const Call& call) {
  const auto index = place_of(node.cube(), node.product().category);
  return object_or_null(index ? std::optional(category_at(*node.in, *index)) : std::nullopt, call);
}

Output quantity_of(const ProductNode& node) {
  if (!node.cube().measures.units) return {};
  return nearest(node.row.expected.units, kMicro);
}

void add_sold(graphql::Wiring& wiring) {
  FieldsOf{wiring, "Product"}.add("soldSince", each<ProductNode>([](const auto& node, const Call& call) {
                                    return object_or_null(sold_beside(node, false), call);
                                  }));
  const FieldsOf sold{wiring, "Sold"};
  sold.add("units", each<SoldNode>([](const auto& node) { return told(node.told.units, node.sold.units); }));
  sold.add("amount", each<SoldNode>([](const auto& node) { return money(node.told.amount, node.sold.amount); }));
}

/// A list that is told of a product, as long as an argument says.
template <class Tell>
graphql::Resolver told_of(const std::string& argument, std::int64_t least, std::int64_t most, Tell tell) {
  return each<ProductNode>([=](const ProductNode& node, const Call& call) -> Output {
    const auto count = count_asked(call, argument, least, most);
    if (!count) return count.error();
    if (auto refused = refuse_foreign_product(call, node.product())) return std::move(*refused);
    const auto shown = show(node.in->choice.table, node.row.index);
    return shown ? tell(*shown, *count, call) : Output(Output::List{});
  });
}

Output history_asked(const Shown& shown, std::size_t days, const Call& call) {
  auto history = history_of(asking(call).services, shown, days);
  return history ? output_of(std::move(*history), call.keeper) : Output(failure_of(refusal_of(history.error())));
}

Output calendar_asked(const ProductNode& node, const Call& call) {
  const auto back = count_asked(call, "days", 0, kLongestHistory);
  if (!back) return back.error();
  const auto ahead = count_asked(call, "ahead", 1, kLongestForecast);
  if (!ahead) return ahead.error();
  if (auto refused = refuse_foreign_product(call, node.product())) return std::move(*refused);
  const auto shown = show(node.in->choice.table, node.row.index);
  if (!shown) return {};
  auto calendar = calendar_of(asking(call).services, *shown, {*back, *ahead});
  return calendar ? output_of(std::move(*calendar), call.keeper) : Output(failure_of(refusal_of(calendar.error())));
}

/// All of them stand below one root field, and so in one table.
std::vector<Output> ranks_asked(const Call& call) {
  asking(call).lasts = false;  // tables are swept
  const auto tables = count_asked(call, "tables", 0, kMostTables);
  if (!tables) return std::vector<Output>(call.parents.size(), tables.error());
  std::vector<ProductId> products;
  for (const auto& parent : call.parents) products.push_back(parent.as<ProductNode>().product().id);
  const auto& table = *call.parents.front().as<ProductNode>().in->choice.table;
  const auto ranks = ranks_of(asking(call).services, table, products, *tables);
  return each<ProductNode>([&](const ProductNode& node) -> Output {
    if (auto refused = refuse_foreign_product(call, node.product())) return std::move(*refused);
    return output_of(ranks.at(node.product().id), call.keeper);
  })(call);
}

graphql::Resolver top_of_frame() {
  return each<Json>([](const Json& frame, const Call& call) -> Output {
    const auto top = top_asked(call);
    return top ? output_of(frame.at("topProbability").at(fmt::to_string(*top))) : Output(top.error());
  });
}

}  // namespace

void add_products(graphql::Wiring& wiring) {
  add_ranked<ProductNode>(wiring, "Product");
  const FieldsOf product{wiring, "Product"};
  product.add("key", each<ProductNode>([](const auto& node) { return Output(std::string_view(node.product().key)); }));
  product.add("name",
              each<ProductNode>([](const auto& node) { return Output(std::string_view(node.product().name)); }));
  product.add("isNew", each<ProductNode>([](const auto& node) { return Output(node.product().young); }));
  product.add("category", each<ProductNode>(category_of));
  product.add("seller", each<ProductNode>([](const auto& node) { return Output(Object::of(node.product())); }));
  product.add("predictedQuantity", each<ProductNode>(quantity_of));
  product.add("predictedAmount", each<ProductNode>([](const auto& node) {
                return money(node.cube().measures.amount, node.row.expected.amount);
              }));
  add_sold(wiring);
  const FieldsOf seller{wiring, "Seller"};
  seller.add("id", each<ForecastProduct>([](const auto& of) { return Output(fmt::to_string(of.seller.value)); }));
  seller.add("key", each<ForecastProduct>([](const auto& of) { return Output(std::string_view(of.seller_key)); }));
  seller.add("name", each<ForecastProduct>([](const auto& of) { return Output(std::string_view(of.seller_name)); }));
}

void add_product_details(graphql::Wiring& wiring) {
  const FieldsOf product{wiring, "Product"};
  product.add("forecast",
              told_of("days", 1, kLongestForecast, [](const Shown& shown, std::size_t days, const Call& call) {
                return output_of(steps_of(shown, days), call.keeper);
              }));
  product.add("frames", each<ProductNode>([](const ProductNode& node, const Call& call) -> Output {
                if (auto refused = refuse_foreign_product(call, node.product())) return std::move(*refused);
                const auto shown = show(node.in->choice.table, node.row.index);
                return shown ? output_of(frames_of(*shown, *node.in->rankings, node.in->choice.tells_confidence),
                                         call.keeper)
                             : Output(Output::List{});
              }));
  product.add("history", told_of("days", 0, kLongestHistory, history_asked));
  product.add("calendar", each<ProductNode>(calendar_asked));
  product.add("rankHistory", ranks_asked);

  add_members(wiring, "Step",
              {"firstDay", "lastDay", "expectedUnits", "expectedAmount", "lo80", "hi80", "lo95", "hi95"});
  add_words(wiring, "Frame", {"timeFrame"});
  add_members(wiring, "Frame",
              {"firstDay", "lastDay", "expectedUnits", "expectedAmount", "confidenceScore", "lo80", "hi80", "lo95",
               "hi95", "rank", "of", "rankLow", "rankHigh"});
  FieldsOf{wiring, "Frame"}.add("topProbability", top_of_frame());
  add_members(wiring, "SoldDay", {"day", "units", "amount"});
  add_members(wiring, "Calendar", {"holidays", "promotions", "stockOuts"});
  add_members(wiring, "HolidayTold", {"day", "name"});
  add_members(wiring, "PromotionTold", {"firstDay", "lastDay", "discount"});
  add_members(wiring, "StockOut", {"firstDay", "lastDay"});
  add_members(wiring, "RankThen", {"table", "published", "dataCut", "expectedUnits", "expectedAmount", "rank", "of"});
}

}  // namespace shelfcast::api::graph
