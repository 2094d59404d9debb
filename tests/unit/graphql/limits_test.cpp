// SPDX-License-Identifier: Apache-2.0
#include "shelfcast/graphql/limits.hpp"

#include "unit/graphql/test_shop.hpp"

using namespace shelfcast::graphql;

namespace {

/// The first error's message, or "fine".
std::string verdict(const std::string& text, const Limits& limits,
                    const nlohmann::ordered_json& variables = nlohmann::ordered_json::object()) {
  TestShop shop;
  const auto response = execute(shop.query(text), {.variables = &variables, .limits = &limits});
  if (response.has_data) return "fine";
  CHECK(shop.calls.empty());
  return nlohmann::json::parse(response.body)["errors"][0]["message"];
}

}  // namespace

TEST_CASE("a request that goes too deep is refused with its depth before anything is called") {
  const Limits three{.depth = 3};
  CHECK(verdict("{ products { category { name } } }", three) == "fine");
  CHECK(verdict("{ products { category { products { id } } } }", three) ==
        "The operation is 4 levels deep; at most 3 are allowed.");
  CHECK(verdict(
            "{ products { ...A } } fragment A on Product { category { ...B } } fragment B on Category { best { id } }",
            three) == "The operation is 4 levels deep; at most 3 are allowed.");
}

TEST_CASE("what is below a list costs as often as its size says") {
  const Limits limits{.cost = 20};
  CHECK(verdict("{ products(first: 9) { id name } }", limits) == "fine");
  CHECK(verdict("{ products(first: 10) { id name } }", limits) == "The operation costs 21; at most 20 is allowed.");
  CHECK(verdict("query ($n: Int) { products(first: $n) { category { products(first: $n) { id } } } }", limits,
                {{"n", 100}}) == "The operation costs 10201; at most 20 is allowed.");
  CHECK(verdict("{ products(first: 0) { id name } }", limits) == "fine");
}

TEST_CASE("a field costs what the table says, or a function") {
  const Limits table{.cost = 10, .cost_of = costs({{"Product.price", 5}})};
  CHECK(verdict("{ products(first: 2) { price } }", table) == "The operation costs 11; at most 10 is allowed.");
  const Limits function{.cost = 10, .cost_of = [](std::string_view, std::string_view field, const Arguments&) {
                          return Cost{.each = field.size(), .times = 1};
                        }};
  CHECK(verdict("{ nothing never }", function) == "The operation costs 12; at most 10 is allowed.");
}

TEST_CASE("what is left out costs nothing, and neither does introspection unless it shall") {
  const std::string introspection = "{ __schema { types { name fields { name } } } __typename }";
  CHECK(verdict("{ products(first: 100) @skip(if: true) { id } }", {.cost = 1}) == "fine");
  CHECK(verdict(introspection, {.depth = 1, .cost = 1}) == "fine");
  CHECK(verdict(introspection, {.depth = 1, .introspection_is_exempt = false}) ==
        "The operation is 4 levels deep; at most 1 are allowed.");
}

TEST_CASE("a cost that no number holds is still too high, and found at once") {
  std::string text = "{ products(first: 1000) { ...F0 } }";
  for (int i = 0; i < 200; ++i) {
    text += fmt::format(
        " fragment F{} on Product {{ a: category {{ products(first: 1000) {{ ...F{} }} }} b: category {{ "
        "products(first: 1000) {{ ...F{} }} }} }}",
        i, i + 1, i + 1);
  }
  text += " fragment F200 on Product { id }";
  CHECK(verdict(text, {.depth = 1'000}) == "The operation costs 18446744073709551615; at most 10000 is allowed.");
}
