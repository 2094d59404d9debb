// SPDX-License-Identifier: Apache-2.0
#include "unit/graphql/test_shop.hpp"

using namespace shelfcast::graphql;

TEST_CASE("a type tells its kind, fields, arguments and what is deprecated") {
  TestShop shop;
  CHECK(shop.data(R"({ __type(name: "Product") { kind name description interfaces { name }
                      fields { name } all: fields(includeDeprecated: true) { name isDeprecated deprecationReason } } })")
            .starts_with(
                R"({"__type":{"kind":"OBJECT","name":"Product","description":null,"interfaces":[{"name":"Node"}],)"
                R"("fields":[{"name":"id"},{"name":"name"},{"name":"price"},{"name":"stock"})"));
  CHECK(shop.data(R"({ __type(name: "Category") { fields { name args { name defaultValue type { name } } } } })")
            .find(R"({"name":"products","args":[{"name":"first","defaultValue":"2","type":{"name":"Int"}}]})") !=
        std::string::npos);
  CHECK(shop.data(R"({ __type(name: "Product") { fields(includeDeprecated: true) { deprecationReason } } })")
            .find("use stock") != std::string::npos);
}

TEST_CASE("types of all kinds are told apart, and lists and non-nulls unwrapped") {
  TestShop shop;
  CHECK(
      shop.data(
          R"({ a: __type(name: "Found") { kind possibleTypes { name } } b: __type(name: "Order") { kind enumValues { name } }
                      c: __type(name: "Range") { kind inputFields { name defaultValue } isOneOf } d: __type(name: "Nope") { kind } })") ==
      R"({"a":{"kind":"UNION","possibleTypes":[{"name":"Product"},{"name":"Category"}]},)"
      R"("b":{"kind":"ENUM","enumValues":[{"name":"UP"},{"name":"DOWN"}]},)"
      R"("c":{"kind":"INPUT_OBJECT","inputFields":[{"name":"from","defaultValue":"0.5"},{"name":"to","defaultValue":null}],"isOneOf":false},"d":null})");
  CHECK(
      shop.data(
              R"({ __type(name: "Category") { fields { type { kind name ofType { kind ofType { kind ofType { name } } } } } } })")
          .find(
              R"({"kind":"NON_NULL","name":null,"ofType":{"kind":"LIST","ofType":{"kind":"NON_NULL","ofType":{"name":"Product"}}}})") !=
      std::string::npos);
}

TEST_CASE("the schema tells its roots, and its types in the author's order before the language's own") {
  TestShop shop;
  const auto schema =
      nlohmann::json::parse(shop.data("{ __schema { queryType { name } mutationType { name } "
                                      "subscriptionType { name } types { name } directives { name } } }"))["__schema"];
  CHECK(schema["queryType"]["name"] == "Query");
  CHECK(schema["subscriptionType"]["name"] == "Subscription");
  std::string types;
  for (const auto& type : schema["types"]) types += type["name"].get<std::string>() + " ";
  CHECK(types ==
        "Node ID Order Range Float Filter String Product Int Category Found Query Mutation Subscription Boolean "
        "__Schema __Type __TypeKind __Field __InputValue __EnumValue __Directive __DirectiveLocation ");
  CHECK(schema["directives"].size() == 5);
}
