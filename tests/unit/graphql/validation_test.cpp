// SPDX-License-Identifier: Apache-2.0
#include "unit/graphql/test_shop.hpp"

using namespace shelfcast::graphql;

namespace {

/// All messages with their places, a line each; empty where the document is valid.
std::string found(const std::string& text) {
  static TestShop shop;
  const auto document = parse(text);
  if (!document) return document.error().message;
  std::string out;
  for (const auto& error : validate(shop.schema, *document)) {
    out += (out.empty() ? "" : "\n") + error.message;
    for (const auto& place : error.locations) out += fmt::format(" {}:{}", place.line, place.column);
  }
  return out;
}

}  // namespace

TEST_CASE("a valid document has nothing wrong with it") {
  CHECK(found(R"(query A($n: Int = 3, $if: Boolean!) {
    products(first: $n) { ...P @include(if: $if) category { name } }
    found { __typename ... on Product { id } ... on Category { name } }
    node(id: 3) { id ...P }
  }
  fragment P on Product { name price @skip(if: $if) })")
            .empty());
}

TEST_CASE("rule: only operations and fragments are executed") {
  CHECK(found("{ nothing } type A { a: Int } extend schema @d") ==
        "The \"A\" definition is not executable. 1:13\nThe schema definition is not executable. 1:31");
}

TEST_CASE("rule: operations have names of their own, and none only where they are alone") {
  CHECK(found("query A { nothing } query A { nothing }") == "There can be only one operation named \"A\". 1:7 1:27");
  CHECK(found("{ nothing } query A { nothing }") == "This anonymous operation must be the only defined operation. 1:1");
}

TEST_CASE("rule: a subscription has one root field, and that is none of introspection") {
  CHECK(found("subscription { sold { id } }").empty());
  CHECK(found("subscription S { sold { id } b: sold { id } }") ==
        "Subscription \"S\" must select only one top level field. 1:30");
  CHECK(found("subscription { ...F } fragment F on Subscription { sold { id } __typename }") ==
        "Anonymous Subscription must select only one top level field. 1:64\n"
        "Anonymous Subscription must not select an introspection top level field. 1:64");
}

TEST_CASE("rule: types are known") {
  CHECK(found("query ($a: Flter) { ... on Prduct { id } echo(filter: $a) }") ==
        "Unknown type \"Flter\". Did you mean \"Filter\", \"Float\", or \"Order\"? 1:12\n"
        "Unknown type \"Prduct\". Did you mean \"Product\"? 1:28");
}

TEST_CASE("rule: fragments are on types that have fields") {
  CHECK(found("{ ... on Int { id } ...F } fragment F on Filter { text }") ==
        "Fragment cannot condition on non composite type \"Int\". 1:10\n"
        "Fragment \"F\" cannot condition on non composite type \"Filter\". 1:42");
}

TEST_CASE("rule: variables are of input types") {
  CHECK(found("query ($p: [Product!]) { products(first: $p) { id } }") ==
        "Variable \"$p\" cannot be non-input type \"[Product!]\". 1:12\n"
        "Variable \"$p\" of type \"[Product!]\" used in position expecting type \"Int\". 1:8 1:42");
}

TEST_CASE("rule: objects are asked for fields, leaves are not") {
  CHECK(found("{ nothing { a } products }") ==
        "Field \"nothing\" must not have a selection since type \"String\" has no subfields. 1:11\n"
        "Field \"products\" of type \"[Product]\" must have a selection of subfields. "
        "Did you mean \"products { ... }\"? 1:17");
}

TEST_CASE("rule: fields are of their type, and near ones or types that have them are suggested") {
  CHECK(found("{ nothng }") == "Cannot query field \"nothng\" on type \"Query\". Did you mean \"nothing\"? 1:3");
  CHECK(found("{ product(id: 1) { prize nme } }") ==
        "Cannot query field \"prize\" on type \"Product\". Did you mean \"price\"? 1:20\n"
        "Cannot query field \"nme\" on type \"Product\". Did you mean \"name\"? 1:26");
  CHECK(found("{ node(id: 1) { name } }") ==
        "Cannot query field \"name\" on type \"Node\". Did you mean to use an inline fragment on \"Category\" or "
        "\"Product\"? 1:17");
  CHECK(found("{ found { id } }") ==
        "Cannot query field \"id\" on type \"Found\". Did you mean to use an inline fragment on \"Node\", "
        "\"Category\", or \"Product\"? 1:11");
}

TEST_CASE("rule: fragments have names of their own, are there, and used") {
  CHECK(found("{ ...F } fragment F on Query { nothing } fragment F on Query { nothing }") ==
        "There can be only one fragment named \"F\". 1:19 1:51");
  CHECK(found("{ ...G }") == "Unknown fragment \"G\". 1:6");
  CHECK(found("{ nothing } fragment F on Query { nothing }") == "Fragment \"F\" is never used. 1:13");
}

TEST_CASE("rule: fragments stand where they may apply") {
  CHECK(found("{ product(id: 1) { ... on Category { id } ...C } } fragment C on Category { id }") ==
        "Fragment cannot be spread here as objects of type \"Product\" can never be of type \"Category\". 1:20\n"
        "Fragment \"C\" cannot be spread here as objects of type \"Product\" can never be of type \"Category\". 1:43");
  CHECK(found("{ found { ... on Node { id } } }").empty());
}

TEST_CASE("rule: fragments do not hold themselves") {
  CHECK(found("{ ...A } fragment A on Query { ...A }") == "Cannot spread fragment \"A\" within itself. 1:32");
  CHECK(found("{ ...A } fragment A on Query { ...B } fragment B on Query { ...C } fragment C on Query { ...A }") ==
        "Cannot spread fragment \"A\" within itself via \"B\", \"C\". 1:32 1:61 1:90");
}

TEST_CASE("rule: variables are defined once, all that are used are, and all that are defined are used") {
  CHECK(found("query ($a: Int, $a: Int) { products(first: $a) { id } }") ==
        "There can be only one variable named \"$a\". 1:9 1:18");
  CHECK(found("query Q { ...F } fragment F on Query { products(first: $a) { id } }") ==
        "Variable \"$a\" is not defined by operation \"Q\". 1:56 1:1");
  CHECK(found("query ($a: Int) { nothing }") == "Variable \"$a\" is never used. 1:8");
}

TEST_CASE("rule: directives are known, stand where they may, and as often as they may") {
  CHECK(found("{ nothing @no }") == "Unknown directive \"@no\". 1:11");
  CHECK(found("query @skip(if: true) { nothing }") == "Directive \"@skip\" may not be used on QUERY. 1:7");
  CHECK(found("{ nothing @skip(if: true) @skip(if: false) }") ==
        "The directive \"@skip\" can only be used once at this location. 1:11 1:27");
}

TEST_CASE("rule: arguments are known, given once, and there where they are required") {
  CHECK(found("{ products(frst: 1) { id } }") ==
        "Unknown argument \"frst\" on field \"Query.products\". Did you mean \"first\"? 1:12");
  CHECK(found("{ nothing @skip(if: true, of: 1) }") ==
        "Unknown argument \"of\" on directive \"@skip\". Did you mean \"if\"? 1:27");
  CHECK(found("{ products(first: 1, first: 2) { id } }") ==
        "There can be only one argument named \"first\". 1:12 1:22");
  CHECK(found("{ product { id } nothing @skip }") ==
        "Field \"product\" argument \"id\" of type \"ID!\" is required, but it was not provided. 1:3\n"
        "Directive \"@skip\" argument \"if\" of type \"Boolean!\" is required, but it was not provided. 1:26");
}

TEST_CASE("rule: values are of their types") {
  CHECK(found("{ products(first: \"3\") { id } }") == "Int cannot represent non-integer value: \"3\" 1:19");
  CHECK(found("{ products(first: 3000000000) { id } }") ==
        "Int cannot represent non 32-bit signed integer value: 3000000000 1:19");
  CHECK(found("{ echo(must: null) }") == "Expected value of type \"Int!\", found null. 1:14");
  CHECK(found("{ echo(list: [1, true]) }") == "Int cannot represent non-integer value: true 1:18");
  CHECK(found("{ echo(filter: 3) }") == "Expected value of type \"Filter\", found 3. 1:16");
  CHECK(found("{ echo(filter: {order: LEFT, range: {}, txt: 1}) }") ==
        "Value \"LEFT\" does not exist in \"Order\" enum. 1:24\n"
        "Field \"Range.to\" of required type \"Float!\" was not provided. 1:37\n"
        "Field \"txt\" is not defined by type \"Filter\". Did you mean \"text\"? 1:41");
  CHECK(found("{ echo(filter: {order: \"UP\"}) }") ==
        "Enum \"Order\" cannot represent non-enum value: \"UP\". Did you mean the enum value \"UP\"? 1:24");
  CHECK(found("{ echo(filter: {text: \"a\", text: \"b\"}) }") ==
        "There can be only one input field named \"text\". 1:17 1:28");
}

TEST_CASE("rule: variables stand where their type is expected, a default making up for a null") {
  CHECK(found("query ($a: String) { products(first: $a) { id } }") ==
        "Variable \"$a\" of type \"String\" used in position expecting type \"Int\". 1:8 1:38");
  CHECK(found("query ($a: ID) { product(id: $a) { id } }") ==
        "Variable \"$a\" of type \"ID\" used in position expecting type \"ID!\". 1:8 1:30");
  CHECK(found("query ($a: ID = 1) { product(id: $a) { id } }").empty());
  CHECK(found("query ($a: Int) { echo(must: $a) }").empty());
  CHECK(found("query ($a: [Int!]!) { echo(list: $a) }").empty());
}

TEST_CASE("rule: what stands under one key is one field") {
  CHECK(found("{ a: nothing a: never }") ==
        "Fields \"a\" conflict because \"nothing\" and \"never\" are different fields. "
        "Use different aliases on the fields to fetch both if this was intentional. 1:3 1:14");
  CHECK(found("{ product(id: 1) { id } product(id: 2) { id } }") ==
        "Fields \"product\" conflict because they have differing arguments. "
        "Use different aliases on the fields to fetch both if this was intentional. 1:3 1:25");
  CHECK(
      found("{ product(id: 1) { a: id } ...F } fragment F on Query { product(id: 1) { a: name } }") ==
      "Fields \"product\" conflict because subfields \"a\" conflict because \"id\" and \"name\" are different fields. "
      "Use different aliases on the fields to fetch both if this was intentional. 1:3 1:20 1:57 1:74");
  CHECK(found("{ found { ... on Product { a: price } ... on Category { a: name } } }") ==
        "Fields \"a\" conflict because they return conflicting types \"Float\" and \"String!\". "
        "Use different aliases on the fields to fetch both if this was intentional. 1:28 1:57");
  CHECK(found("{ found { ... on Product { a: name } ... on Category { a: name } } }").empty());
  CHECK(found("{ echo(filter: {text: \"a\", order: UP}) echo(filter: {order: UP, text: \"a\"}) }").empty());
}

TEST_CASE("rule: introspection does not go in circles") {
  CHECK(found("{ __schema { types { fields { type { fields { type { fields { name } } } } } } } }") ==
        "Maximum introspection depth exceeded 1:3");
}

TEST_CASE("no more than a hundred errors are told") {
  std::string text = "{";
  for (int i = 0; i < 200; ++i) text += fmt::format(" a{}", i);
  const auto document = parse(text + " }");
  REQUIRE(document);
  TestShop shop;
  const auto errors = validate(shop.schema, *document);
  REQUIRE(errors.size() == 101);
  CHECK(errors.back().message == "Too many validation errors, error limit reached. Validation aborted.");
}
