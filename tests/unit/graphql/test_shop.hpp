// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "shelfcast/graphql/execute.hpp"

#include <fmt/format.h>
#include <catch2/catch.hpp>
#include <nlohmann/json.hpp>

#include <map>
#include <string>
#include <vector>

/// A small shop to ask, which counts how often its resolvers are called.
namespace shelfcast::graphql {

inline constexpr const char* kShop = R"(
  "What may be looked up by its id."
  interface Node { id: ID! }
  enum Order { UP DOWN }
  input Range { from: Float = 0.5, to: Float! }
  input Filter { text: String, range: Range, ids: [ID!], order: Order = UP }
  type Product implements Node {
    id: ID!
    name: String!
    price: Float
    "Fails for odd ids."
    stock: Int
    "Fails for odd ids, and must not."
    count: Int!
    category: Category
    strict: Category!
    old: Int @deprecated(reason: "use stock")
  }
  type Category implements Node { id: ID!, name: String!, products(first: Int = 2): [Product!]!, best: Product! }
  union Found = Product | Category
  type Query {
    products(first: Int = 3): [Product]
    sure(first: Int = 3): [Product!]!
    product(id: ID!): Product
    node(id: ID!): Node
    found: [Found!]
    echo(filter: Filter, n: Int, list: [Int], must: Int! = 3): String
    nothing: String
    never: String!
  }
  type Mutation { add(n: Int!): Int!, fail: Int!, try: Int }
  type Subscription { sold(id: ID): Product }
)";

struct Category {
  int id = 0;
};

struct Product {
  int id = 0;
};

class TestShop {
 public:
  TestShop() : schema(made()) {
    for (int i = 0; i < 100; ++i) products_.push_back({i});
  }

  /// The body of the answer, or of the refusal.
  std::string ask(const std::string& text, const nlohmann::ordered_json& variables = nlohmann::ordered_json::object()) {
    const auto query = prepare(schema, text);
    if (!query) return refusal_body(query.error());
    return execute(*query, {.variables = &variables}).body;
  }
  /// The data of an answer without errors.
  std::string data(const std::string& text,
                   const nlohmann::ordered_json& variables = nlohmann::ordered_json::object()) {
    const auto answer = nlohmann::ordered_json::parse(ask(text, variables));
    CHECK_FALSE(answer.contains("errors"));
    return answer.value("data", nlohmann::ordered_json()).dump();
  }
  Query query(const std::string& text) {
    auto prepared = prepare(schema, text);
    if (!prepared) FAIL(prepared.error().front().message);
    return *prepared;
  }

  std::map<std::string, int> calls;    ///< of resolvers
  std::map<std::string, int> parents;  ///< that they were called with
  int total = 0;                       ///< of what mutations added
  Schema schema;

 private:
  Schema made() {
    auto shop = make_schema(kShop, wiring());
    if (!shop) throw std::runtime_error(shop.error().text());
    return *shop;
  }

  Resolver counted(const std::string& field, Resolver resolver) {
    return [this, field, resolver = std::move(resolver)](const Call& call) {
      ++calls[field];
      parents[field] += static_cast<int>(call.parents.size());
      return resolver(call);
    };
  }

  [[nodiscard]] Output products(const Call& call) const {
    Output::List list;
    for (int i = 0; i < call.arguments["first"].integer(); ++i) {
      list.emplace_back(Object::of(products_[static_cast<std::size_t>(i)]));
    }
    return list;
  }

  Wiring wiring() {
    Wiring wiring;
    const auto field = [&](const std::string& path, Resolver resolver) {
      wiring.fields.emplace_back(path, counted(path, std::move(resolver)));
    };
    add_roots(field);
    add_products(field);
    const auto category = [this](const Product& product) { return Object::of(categories_[product.id % 2]); };
    field("Product.category", each<Product>(category));
    field("Product.strict", each<Product>(category));
    field("Category.id", each<Category>([](const Category& one) { return one.id; }));
    field("Category.name", each<Category>([](const Category& one) { return "Category " + std::to_string(one.id); }));
    field("Category.products", each<Category>([this](const Category&, const Call& call) { return products(call); }));
    field("Category.best", each<Category>([this](const Category& one) {
            return one.id == 0 ? Output(Object::of(products_[7])) : Output();
          }));
    const TypeOf type_of = [](const Object& object) -> std::string_view {
      return object.is<Product>() ? "Product" : "Category";
    };
    wiring.types = {{"Node", type_of}, {"Found", type_of}};
    return wiring;
  }

  template <class Add>
  void add_products(const Add& field) {
    field("Product.id", each<Product>([](const Product& product) { return product.id; }));
    field("Product.name",
          each<Product>([](const Product& product) { return "Product " + std::to_string(product.id); }));
    field("Product.price", each<Product>([](const Product& product) { return product.id + 0.5; }));
    const auto even_only = each<Product>([](const Product& product) {
      return product.id % 2 == 0 ? Output(product.id) : Output(Output::Failure{"odd"});
    });
    field("Product.stock", even_only);
    field("Product.count", even_only);
    field("Product.old", each<Product>([](const Product&) { return Output(); }));
  }

  template <class Add>
  void add_roots(const Add& field) {
    field("Query.products", root([this](const Call& call) { return products(call); }));
    field("Query.sure", root([this](const Call& call) { return products(call); }));
    field("Query.product",
          root([this](const Call& call) { return Object::of(products_[std::stoul(call.arguments["id"].text())]); }));
    field("Query.node", root([this](const Call& call) {
            const auto id = std::stoul(call.arguments["id"].text());
            return id < 50 ? Object::of(products_[id]) : Object::of(categories_[id % 2]);
          }));
    field("Query.found", root([this](const Call&) {
            return Output::List{Object::of(products_[1]), Object::of(categories_[0]), Object::of(products_[2])};
          }));
    field("Query.echo", root([](const Call& call) { return told(Input(call.arguments.values())); }));
    field("Query.nothing", root([](const Call&) { return Output(); }));
    field("Query.never", root([](const Call&) { return Output(); }));
    field("Mutation.add",
          root([this](const Call& call) { return total += static_cast<int>(call.arguments["n"].integer()); }));
    field("Mutation.fail", root([](const Call&) { return Output::Failure{"no"}; }));
    field("Mutation.try", root([](const Call&) { return Output::Failure{"no"}; }));
    field("Subscription.sold",
          [](const Call& call) { return std::vector<Output>(call.parents.begin(), call.parents.end()); });
  }

  static std::string told(const Input& value) {
    if (value.is_null()) return "null";
    if (const auto* flag = value.get_if<bool>()) return *flag ? "true" : "false";
    if (const auto* whole = value.get_if<std::int64_t>()) return std::to_string(*whole);
    if (const auto* number = value.get_if<double>()) return fmt::format("{}", *number);
    if (const auto* text = value.get_if<std::string>()) return "'" + *text + "'";
    std::string out;
    if (const auto* list = value.get_if<Input::List>()) {
      for (const auto& item : *list) out += (out.empty() ? "" : " ") + told(item);
      return "[" + out + "]";
    }
    for (const auto& [name, field] : value.fields()) out += (out.empty() ? "" : " ") + name + ":" + told(field);
    return "{" + out + "}";
  }

  std::vector<Product> products_;
  Category categories_[2] = {{0}, {1}};
};

}  // namespace shelfcast::graphql
