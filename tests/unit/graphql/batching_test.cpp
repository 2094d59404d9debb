// SPDX-License-Identifier: Apache-2.0
#include "unit/graphql/test_shop.hpp"

#include <atomic>
#include <thread>

using namespace shelfcast::graphql;

TEST_CASE("a resolver is called once for all products of a list") {
  TestShop shop;
  shop.data("{ products(first: 50) { name category { name } } }");
  CHECK(shop.calls["Query.products"] == 1);
  CHECK(shop.calls["Product.name"] == 1);
  CHECK(shop.parents["Product.name"] == 50);
  CHECK(shop.calls["Product.category"] == 1);
  CHECK(shop.calls["Category.name"] == 1);
  CHECK(shop.parents["Category.name"] == 50);
}

TEST_CASE("lists within lists are one level too") {
  TestShop shop;
  shop.data("{ products(first: 10) { category { products(first: 5) { id } } } }");
  CHECK(shop.calls["Category.products"] == 1);
  CHECK(shop.calls["Product.id"] == 1);
  CHECK(shop.parents["Product.id"] == 50);
}

TEST_CASE("objects of an interface are resolved type by type, and keep their places") {
  TestShop shop;
  CHECK(shop.data("{ found { ... on Product { name } ... on Category { name } } }") ==
        R"({"found":[{"name":"Product 1"},{"name":"Category 0"},{"name":"Product 2"}]})");
  CHECK(shop.calls["Product.name"] == 1);
  CHECK(shop.parents["Product.name"] == 2);
  CHECK(shop.calls["Category.name"] == 1);
}

TEST_CASE("where there is nobody to ask, no resolver is called") {
  TestShop shop;
  CHECK(shop.data("{ products(first: 0) { name } }") == R"({"products":[]})");
  CHECK(shop.calls.count("Product.name") == 0);
}

TEST_CASE("a prepared query is executed as often as it is asked, each time with its own variables") {
  TestShop shop;
  const Query query = shop.query("query ($n: Int!) { products(first: $n) { id } }");
  for (int n = 0; n < 3; ++n) {
    const nlohmann::ordered_json variables{{"n", n}};
    const auto answer = nlohmann::json::parse(execute(query, {.variables = &variables}).body);
    CHECK(answer["data"]["products"].size() == static_cast<std::size_t>(n));
  }
}

TEST_CASE("any number of threads execute one query at once") {
  const auto schema = make_schema(
      "type Query { twice(n: Int!): Int }",
      {.fields = {{"Query.twice", root([](const Call& call) { return call.arguments["n"].integer() * 2; })}}});
  const Query query = *prepare(*schema, "query ($n: Int!) { twice(n: $n) }");
  std::vector<std::thread> threads;
  std::atomic<int> right = 0;
  for (int thread = 0; thread < 4; ++thread) {
    threads.emplace_back([&, thread] {
      for (int i = 0; i < 100; ++i) {
        const nlohmann::ordered_json variables{{"n", thread * 1000 + i}};
        const std::string expected = fmt::format(R"({{"data":{{"twice":{}}}}})", 2 * (thread * 1000 + i));
        if (execute(query, {.variables = &variables}).body == expected) ++right;
      }
    });
  }
  for (auto& thread : threads) thread.join();
  CHECK(right == 400);
}

TEST_CASE("what resolvers make lives until the answer is written") {
  struct Made {
    std::string name;
  };
  const auto schema = make_schema(
      "type Thing { name: String } type Query { things: [Thing] }",
      {.fields = {{"Query.things", root([](const Call& call) {
                     Output::List list;
                     for (int i = 0; i < 3; ++i) {
                       list.emplace_back(Object::of(
                           call.keeper.keep(Made{"a name longer than a short string " + std::to_string(i)})));
                     }
                     return list;
                   })},
                  {"Thing.name", each<Made>([](const Made& made) { return std::string_view(made.name); })}}});
  REQUIRE(schema);
  CHECK(
      execute(*prepare(*schema, "{ things { name } }"), {}).body ==
      R"({"data":{"things":[{"name":"a name longer than a short string 0"},{"name":"a name longer than a short string 1"},)"
      R"({"name":"a name longer than a short string 2"}]}})");
}

TEST_CASE("what the caller gives along comes to every resolver") {
  const auto schema =
      make_schema("type Query { who: String }",
                  {.fields = {{"Query.who", root([](const Call& call) { return call.context.as<std::string>(); })}}});
  const std::string anna = "Anna";
  CHECK(execute(*prepare(*schema, "{ who }"), {.context = Object::of(anna)}).body == R"({"data":{"who":"Anna"}})");
}
