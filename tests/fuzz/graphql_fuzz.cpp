// SPDX-License-Identifier: Apache-2.0
// Any bytes as a query, and behind a NUL as its variables: refused, or executed within limits; the answer is JSON.
#include "shelfcast/graphql/execute.hpp"

#include <cstdint>
#include <cstdlib>
#include <nlohmann/json.hpp>
#include <string>

using namespace shelfcast::graphql;

namespace {

struct Item {
  int id = 0;
};

constexpr const char* kTypes = R"(
  interface Node { id: ID! }
  enum Kind { RED BLUE }
  scalar Any
  input Filter { text: String = "x", kind: Kind, ids: [ID!], and: [Filter!], any: Any }
  type Item implements Node { id: ID!, name: String, count: Int!, children(first: Int = 2): [Node!], parent: Item! }
  union Either = Item | Query
  type Query { items(first: Int = 2, filter: Filter, any: Any): [Item!], node(id: ID!): Node, either: Either, any(of: Any): Any }
  type Mutation { add(n: Int!): Int! }
  type Subscription { added: Item }
)";

Output items(const Call& call) {
  Output::List list;
  for (int i = 0; i < call.arguments["first"].integer() && i < 10; ++i) {
    list.emplace_back(Object::of(call.keeper.keep(Item{i})));
  }
  return list;
}

Wiring wiring() {
  [[maybe_unused]] static const Item one{1};  // GCC does not see that a generic lambda uses it
  const auto item = [](const auto&...) { return Output(Object::of(one)); };
  Wiring wiring;
  wiring.fields = {
      {"Query.items", root(items)},
      {"Query.node", root(item)},
      {"Query.either", root(item)},
      {"Query.any", root([](const Call& call) { return Output(call.arguments["of"].is_null() ? 1 : 2); })},
      {"Mutation.add", root([](const Call& call) { return call.arguments["n"].integer(); })},
      {"Subscription.added", root(item)},
      {"Item.id", each<Item>([](const Item& of) { return of.id; })},
      {"Item.name", each<Item>([](const Item&) { return Output::Failure{"no \"name\""}; })},
      {"Item.count", each<Item>([](const Item& of) { return of.id == 1 ? Output() : Output(of.id); })},
      {"Item.children", each<Item>([](const Item&, const Call& call) { return items(call); })},
      {"Item.parent", each<Item>(item)},
  };
  wiring.types = {{"Node", [](const Object&) { return "Item"; }}, {"Either", [](const Object&) { return "Item"; }}};
  return wiring;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  static const Schema schema = make_schema(kTypes, wiring()).value();
  static const Limits limits{.depth = 12, .cost = 2'000};
  const std::string bytes(reinterpret_cast<const char*>(data), size);
  const std::size_t end = std::min(bytes.find('\0'), size);
  const auto query = prepare(schema, bytes.substr(0, end));
  if (!query) {
    if (!nlohmann::json::accept(refusal_body(query.error()))) std::abort();
    return 0;
  }
  const auto variables = nlohmann::ordered_json::parse(bytes.substr(std::min(end + 1, size)), nullptr, false);
  const Request request{.variables = &variables, .limits = &limits};
  if (!nlohmann::json::accept(execute(*query, request).body)) std::abort();
  static_cast<void>(subscribe(*query, request));
  return 0;
}
