// SPDX-License-Identifier: Apache-2.0
#include "unit/graphql/test_shop.hpp"

using namespace shelfcast::graphql;

TEST_CASE("the answer has the fields that were asked for, in their order") {
  TestShop shop;
  CHECK(
      shop.data("{ product(id: 4) { name id b: stock category { name } } nothing __typename }") ==
      R"({"product":{"name":"Product 4","id":"4","b":4,"category":{"name":"Category 0"}},"nothing":null,"__typename":"Query"})");
}

TEST_CASE("what is asked for in several places is answered once, where it was first asked for") {
  TestShop shop;
  CHECK(shop.data(
            "{ product(id: 2) { id ...F name category { id } } } fragment F on Product { name category { name } }") ==
        R"({"product":{"id":"2","name":"Product 2","category":{"name":"Category 0","id":"0"}}})");
  CHECK(shop.calls["Product.category"] == 1);
}

TEST_CASE("fragments apply to the types that they are on") {
  TestShop shop;
  CHECK(
      shop.data("{ found { __typename ... on Product { price } ... on Category { name } ... on Node { id } } }") ==
      R"({"found":[{"__typename":"Product","price":1.5,"id":"1"},{"__typename":"Category","name":"Category 0","id":"0"},)"
      R"({"__typename":"Product","price":2.5,"id":"2"}]})");
  CHECK(shop.data("{ node(id: 51) { id ... on Category { name } ... on Product { price } } }") ==
        R"({"node":{"id":"1","name":"Category 1"}})");
}

TEST_CASE("@skip and @include leave out fields and fragments") {
  TestShop shop;
  CHECK(shop.data(
            "query ($no: Boolean!) { a: nothing @include(if: $no) b: nothing @skip(if: true) c: nothing @skip(if: $no) "
            "... @include(if: false) { d: nothing } ...F @skip(if: $no) } fragment F on Query { e: nothing }",
            {{"no", false}}) == R"({"c":null,"e":null})");
}

TEST_CASE("an operation is chosen by its name") {
  TestShop shop;
  const Query query = shop.query("query A { a: nothing } query B { b: nothing }");
  CHECK(execute(query, {.operation = "B"}).body == R"({"data":{"b":null}})");
  CHECK(execute(query, {}).body ==
        R"({"errors":[{"message":"Must provide operation name if query contains multiple operations."}]})");
  const auto unknown = execute(query, {.operation = "C"});
  CHECK(unknown.body == R"({"errors":[{"message":"Unknown operation named \"C\"."}]})");
  CHECK_FALSE(unknown.has_data);
}

TEST_CASE("a field that fails is null, and told of with its place and path") {
  TestShop shop;
  CHECK(shop.ask("{ products(first: 2) { id stock } }") ==
        R"({"errors":[{"message":"odd","locations":[{"line":1,"column":27}],"path":["products",1,"stock"]}],)"
        R"("data":{"products":[{"id":"0","stock":0},{"id":"1","stock":null}]}})");
}

TEST_CASE("what may not be null takes what holds it with it, up to where a null may stand") {
  TestShop shop;
  CHECK(shop.ask("{ products(first: 3) { id count } }") ==
        R"({"errors":[{"message":"odd","locations":[{"line":1,"column":27}],"path":["products",1,"count"]}],)"
        R"("data":{"products":[{"id":"0","count":0},null,{"id":"2","count":2}]}})");
  CHECK(shop.ask("{ nothing sure(first: 3) { count } }") ==
        R"({"errors":[{"message":"odd","locations":[{"line":1,"column":28}],"path":["sure",1,"count"]}],"data":null})");
  CHECK(shop.ask("{ never }") == R"({"errors":[{"message":"Cannot return null for non-nullable field Query.never.",)"
                                 R"("locations":[{"line":1,"column":3}],"path":["never"]}],"data":null})");
  CHECK(
      shop.ask("{ product(id: 3) { category { best { id } } } }") ==
      R"({"errors":[{"message":"Cannot return null for non-nullable field Category.best.",)"
      R"("locations":[{"line":1,"column":31}],"path":["product","category","best"]}],"data":{"product":{"category":null}}})");
}

TEST_CASE("a mutation's fields are carried out one after the other, until one takes the answer with it") {
  TestShop shop;
  CHECK(shop.data("mutation { a: add(n: 2) b: add(n: 3) }") == R"({"a":2,"b":5})");
  CHECK(shop.ask("mutation { a: add(n: 1) try b: add(n: 1) fail c: add(n: 100) }") ==
        R"({"errors":[{"message":"no","locations":[{"line":1,"column":25}],"path":["try"]},)"
        R"({"message":"no","locations":[{"line":1,"column":42}],"path":["fail"]}],"data":null})");
  CHECK(shop.total == 7);
}

TEST_CASE("a subscription is read by its field and arguments, and each event is an answer") {
  TestShop shop;
  const nlohmann::ordered_json variables{{"id", "p1"}};
  const auto asked =
      subscribe(shop.query("subscription ($id: ID) { s: sold(id: $id) { id name } }"), {.variables = &variables});
  REQUIRE(asked);
  CHECK(asked->field() == "sold");
  CHECK(asked->arguments()["id"].text() == "p1");
  const Product seven{7};
  CHECK(asked->answer(Object::of(seven)).body == R"({"data":{"s":{"id":"7","name":"Product 7"}}})");
  const auto refused = subscribe(shop.query("{ nothing }"), {});
  REQUIRE_FALSE(refused);
  CHECK(refused.error().front().message == "Schema is not configured to execute subscription operation.");
}

TEST_CASE("a resolver that does not answer for each parent, or takes a parent for another, is a bug") {
  const auto made = [](Resolver resolver) {
    return *prepare(*make_schema("type Query { a: Int }", {.fields = {{"Query.a", std::move(resolver)}}}), "{ a }");
  };
  CHECK_THROWS_AS(execute(made([](const Call&) { return std::vector<Output>{}; }), {}), std::logic_error);
  CHECK_THROWS_AS(execute(made(each<Product>([](const Product&) { return Output(1); })), {}), std::logic_error);
}

TEST_CASE("leaves are written as their type has them, or are errors") {
  const auto answer = [](const std::string& type, const Output& output) {
    const auto schema = make_schema("scalar Any enum E { RED } type Query { a: " + type + " }",
                                    {.fields = {{"Query.a", root([&](const Call&) { return output; })}}});
    const auto body = nlohmann::json::parse(execute(*prepare(*schema, "{ a }"), {}).body);
    return body.contains("errors") ? body["errors"][0]["message"].get<std::string>() : body["data"]["a"].dump();
  };
  CHECK(answer("Int", 3.0) == "3");
  CHECK(answer("Int", 2.5) == "Int cannot represent non-integer value: 2.5");
  CHECK(answer("Int", std::int64_t{1} << 40) == "Int cannot represent non 32-bit signed integer value: 1099511627776");
  CHECK(answer("Int", "no") == "Int cannot represent non-integer value: \"no\"");
  CHECK(answer("Float", 3) == "3");
  CHECK(answer("Float", std::numeric_limits<double>::infinity()) ==
        "Float cannot represent non numeric value: Infinity");
  CHECK(answer("String", 2.5) == "\"2.5\"");
  CHECK(answer("String", "a\"\n\x01") == R"("a\"\n\u0001")");
  CHECK(answer("Boolean", 1) == "true");
  CHECK(answer("Boolean", "yes") == "Boolean cannot represent a non boolean value: \"yes\"");
  CHECK(answer("ID", 17) == "\"17\"");
  CHECK(answer("ID", 1.5) == "ID cannot represent value: 1.5");
  CHECK(answer("E", "RED") == "\"RED\"");
  CHECK(answer("E", "BLUE") == "Enum \"E\" cannot represent value: \"BLUE\"");
  CHECK(answer("Any", Output::List{1, Output::Raw{"{\"x\":[]}"}}) == R"([1,{"x":[]}])");
  CHECK(answer("[Int]", 1) == "Expected Iterable, but did not find one for field \"Query.a\".");
}
