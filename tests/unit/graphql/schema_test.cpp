// SPDX-License-Identifier: Apache-2.0
#include "shelfcast/graphql/schema.hpp"

#include <catch2/catch.hpp>

using namespace shelfcast::graphql;

namespace {

Output nothing(const Call&) {
  return {};
}

/// What is wrong with a schema in which only Query.a is resolved, or "fine".
std::string problem(const std::string& sdl) {
  const auto schema = make_schema(sdl, {.fields = {{"Query.a", root(nothing)}}});
  return schema ? "fine" : schema.error().sentence;
}

std::string with(const std::string& sdl) {
  return problem("type Query { a: Int } " + sdl);
}

}  // namespace

TEST_CASE("every field of every object type has one resolver, and every resolver a field") {
  CHECK(problem("type Query { a: Int }") == "fine");
  CHECK(problem("type Query { a: Int, b: Int }") == "Field \"Query.b\" has no resolver.");
  CHECK(problem("type Query { b: Int }") ==
        "There is no field \"Query.a\" to resolve.\nField \"Query.b\" has no resolver.");
  CHECK(with("interface I { b: Int }") == "Nothing tells the type of an object of \"I\".");
  Wiring twice{.fields = {{"Query.a", root(nothing)}, {"Query.a", root(nothing)}}};
  CHECK(make_schema("type Query { a: Int }", twice).error().sentence == "Field \"Query.a\" has two resolvers.");
  Wiring stray{.fields = {{"Query.a", root(nothing)}}, .types = {{"Query", {}}}, .scalars = {{"Int", {}}}};
  CHECK(make_schema("type Query { a: Int }", stray).error().sentence ==
        "There is no interface or union \"Query\".\nThere is no custom scalar \"Int\".");
}

TEST_CASE("a schema with bad syntax says where") {
  CHECK(problem("type Query { a Int }") == "Syntax Error: Expected \":\", found Name \"Int\". (1:16)");
}

TEST_CASE("types are there once, and known") {
  CHECK(problem("type Query { a: Itn }") == "Unknown type \"Itn\".");
  CHECK(with("input Wrong { a: Wong }") == "Unknown type \"Wong\". Did you mean \"Wrong\"?");
  CHECK(with("scalar A scalar A") == "There can be only one type named \"A\".");
  CHECK(with("extend type Qery { b: Int }") ==
        "Cannot extend type \"Qery\" because it is not defined. Did you mean \"Query\"?");
  CHECK(with("extend enum Query { B }") == "Cannot extend non-enum type \"Query\".");
  CHECK(with("extend type Query { a: Int }") == "Field \"Query.a\" can only be defined once.");
  CHECK(with("enum E { A A }") == "Enum value \"E.A\" can only be defined once.");
  CHECK(with("scalar S @nope") == "Unknown directive \"@nope\".");
  CHECK(with("scalar S @skip(if: true)") == "Directive \"@skip\" may not be used on SCALAR.");
}

TEST_CASE("roots are object types, and there is one to query") {
  CHECK(make_schema("type Other { a: Int }", {.fields = {{"Other.a", root(nothing)}}}).error().sentence ==
        "Query root type must be provided.");
  CHECK(make_schema("schema { query: Other } type Other { a: Int }", {.fields = {{"Other.a", root(nothing)}}}));
  CHECK(with("input Mutation { a: Int }") ==
        "Mutation root type must be Object type if provided, it cannot be Mutation.");
}

TEST_CASE("types make sense") {
  CHECK(with("enum E") == "Enum type E must define one or more values.");
  CHECK(with("union U").starts_with("Union type U must define one or more member types."));
  CHECK(with("union U = Query | Query").starts_with("Union type U can only include type Query once."));
  CHECK(with("input I { __a: Int }") ==
        "Name \"__a\" must not begin with \"__\", which is reserved by GraphQL introspection.");
  CHECK(with("input I { a: Query }") == "The type of I.a must be Input Type but got: Query.");
  CHECK(problem("input I { a: Int } type Query { a: I }") == "The type of Query.a must be Output Type but got: I.");
  CHECK(with("input I { a: J! } input J { b: I! }") ==
        "Cannot reference Input Object \"I\" within itself through a series of non-null fields: \"a.b\".");
  CHECK(with("input I { a: Int! @deprecated }") == "Required input field I.a cannot be deprecated.");
  CHECK(with("input I { a: Int = \"x\" }") == "The default of \"a\" is not of type \"Int\".");
  CHECK(with("input I @oneOf { a: Int! }") == "OneOf input field I.a must be nullable.");
}

TEST_CASE("what implements an interface is what that wants") {
  CHECK(problem("interface I { a: Int, b: Int } type Query implements I { a: Int }")
            .starts_with("Interface field I.b expected but Query does not provide it."));
  CHECK(problem("interface I { a: String } type Query implements I { a: Int }")
            .starts_with("Interface field I.a expects type String but Query.a is type Int."));
  CHECK(problem("interface I { a(b: Int): Int } type Query implements I { a: Int }")
            .starts_with("Interface field argument I.a(b:) expected but Query.a does not provide it."));
  CHECK(problem("interface I { a: Int } type Query implements I { a(b: Int!): Int }")
            .starts_with("Object field Query.a includes required argument b that is missing from the Interface field"));
  CHECK(problem("interface J { a: Int } interface I implements J { a: Int } type Query implements I { a: Int }")
            .starts_with("Type Query must implement J because it is implemented by I."));
}
