// SPDX-License-Identifier: Apache-2.0
// The root fields, and what is found and compared by them.
#include "api/graph/fields.hpp"
#include "api/graph/json_fields.hpp"
#include "api/graph/outlook.hpp"
#include "api/guard/tenancy.hpp"
#include "api/movers.hpp"
#include "api/search.hpp"

namespace shelfcast::api::graph {
namespace {

using graphql::Call;
using graphql::each;
using graphql::Object;
using graphql::Output;

/// What a question is answered by `make`, or why it is not.
template <class Make>
Output outlook_or_why(const Call& call, Make make) {
  auto outlook = predict(call);
  if (!outlook) return failure_of(outlook.error());
  return make(call.keeper.keep(std::move(*outlook)));
}

template <class Find>
graphql::Resolver one(Find find) {
  return graphql::root([find](const Call& call) {
    return outlook_or_why(
        call, [&](const Outlook& in) { return object_or_null(find(in, call.arguments["id"].text()), call); });
  });
}

/// Something found by its name, beside the table it was found in.
struct Hit {
  const Outlook* in;
  const Json* row;

  [[nodiscard]] bool is(std::string_view kind) const { return row->at("kind") == kind; }
  [[nodiscard]] std::string id_of(const char* what) const { return row->at(what).dump(); }
};

Output search_asked(const Call& call) {
  if (auto refused = refuse_without(call, "search:read")) return std::move(*refused);
  const auto& kind = call.arguments["kind"];
  if ((kind.is_null() || kind.text() == "SELLER") && refuse_foreign_seller(call, ""))
    return failure_of(foreign("kind must be PRODUCT or CATEGORY: a seller does not search for sellers."));
  auto found = search(asking(call).services, parameters_of(call.arguments));
  if (!found) return failure_of(found.error());
  const auto& answer = call.keeper.keep(std::move(*found));
  const auto& in = call.keeper.keep(
      Outlook{{.window = Window::rolling}, answer.choice, &asking(call).services.standings->rankings()});
  Output::List hits;
  for (const auto& row : answer.json.at("results")) hits.push_back(Object::of(call.keeper.keep(Hit{&in, &row})));
  return hits;
}

Output product_of(const Hit& hit, const Call& call) {
  if (!hit.is("product")) return {};
  return object_or_null(product_named(*hit.in, hit.id_of("id")), call);
}

Output category_of(const Hit& hit, const Call& call) {
  if (hit.is("seller")) return {};
  return object_or_null(category_named(*hit.in, hit.id_of(hit.is("category") ? "id" : "categoryId")), call);
}

Output movers_asked(const Call& call) {
  auto moved = movers(asking(call).services, parameters_of(call.arguments));
  if (!moved) return failure_of(moved.error());
  asking(call).lasts = false;  // days pass, and the earlier table becomes another one
  return output_of(std::move(moved->json), call.keeper);
}

void add_search(graphql::Wiring& wiring) {
  const FieldsOf result{wiring, "SearchResult"};
  for (const char* name : {"id", "key", "name", "expectedUnits", "expectedAmount"})
    result.add(name, each<Hit>([name](const Hit& hit) { return output_of(hit.row->at(name)); }));
  result.add("kind", each<Hit>([](const Hit& hit) { return word(hit.row->at("kind").get_ref<const std::string&>()); }));
  result.add("product", each<Hit>(product_of));
  result.add("category", each<Hit>(category_of));
}

void add_movers(graphql::Wiring& wiring) {
  add_words(wiring, "Movers", {"timeFrame"});
  add_members(wiring, "Movers", {"currency", "now", "before", "note", "movers"});
  add_members(wiring, "Side", {"table", "published", "dataCut", "firstDay", "lastDay"});
  add_members(
      wiring, "Mover",
      {"productId", "productName", "productKey", "categoryId", "sellerId", "isNew", "expectedUnits", "expectedAmount",
       "expectedUnitsBefore", "expectedAmountBefore", "change", "changeRatio", "rank", "rankBefore"});
}

}  // namespace

void add_query(graphql::Wiring& wiring) {
  const FieldsOf query{wiring, "Query"};
  query.add("predictions", graphql::root([](const Call& call) {
              return outlook_or_why(call, [](const Outlook& in) { return Output(Object::of(in)); });
            }));
  query.add("categoryPrediction", one(category_named));
  query.add("product", one(product_named));
  query.add("search", graphql::root(search_asked));
  query.add("movers", graphql::root(movers_asked));
  add_search(wiring);
  add_movers(wiring);
}

}  // namespace shelfcast::api::graph
