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

TEST_CASE("what a field does for all its parents together costs once for each time it is written") {
  const Limits limits{.cost = 10, .cost_of = [](std::string_view, std::string_view field, const Arguments&) {
                        if (field == "products") return Cost{.each = 0, .times = 100};
                        return Cost{.each = 0, .times = 1, .once = 5};
                      }};
  CHECK(verdict("{ products { price name } }", limits) == "fine");
  CHECK(verdict("{ products { price name again: name } }", limits) == "The operation costs 15; at most 10 is allowed.");
}

TEST_CASE("a null size is the default one") {
  const Limits limits{.cost = 3};
  for (const auto* const size : {"", "(first: null)", "(first: 3)"})
    CHECK(verdict(fmt::format("{{ products{} {{ id }} }}", size), limits) ==
          "The operation costs 4; at most 3 is allowed.");
  CHECK(verdict("query ($n: Int) { products(first: $n) { id } }", limits, {{"n", nullptr}}) ==
        "The operation costs 4; at most 3 is allowed.");
}

TEST_CASE("what is left out costs nothing") {
  CHECK(verdict("{ products(first: 100) @skip(if: true) { id } }", {.cost = 1}) == "fine");
}

TEST_CASE("names of types and introspection cost as anything does, but may go deep unless they shall not") {
  const std::string introspection = "{ __schema { types { name fields { name } } } __typename }";
  CHECK(verdict(introspection, {.depth = 1, .cost = 6}) == "fine");
  CHECK(verdict(introspection, {.depth = 1, .cost = 5}) == "The operation costs 6; at most 5 is allowed.");
  CHECK(verdict(introspection, {.depth = 1, .introspection_may_be_deep = false}) ==
        "The operation is 4 levels deep; at most 1 are allowed.");
  CHECK(verdict("{ products(first: 9) { __typename } }", {.cost = 9}) ==
        "The operation costs 10; at most 9 is allowed.");
}

TEST_CASE("an answer grows no larger than its bounds, whatever it was reckoned to cost") {
  TestShop shop;
  std::string repeated;
  for (int i = 0; i < 2'500; ++i) repeated += fmt::format("a{}: what ", i);
  const auto told = [&](std::string_view type, std::string_view of_all, const std::string& field) {
    std::string text = "{";
    for (int i = 0; i < 10; ++i) text += fmt::format("s{}: __schema {{ {} }} ", i, of_all);
    text += fmt::format("}} fragment F on {} {{ {} }}", type, repeated);
    for (auto at = text.find("what"); at != std::string::npos; at = text.find("what", at)) text.replace(at, 4, field);
    const auto answer = nlohmann::json::parse(shop.ask(text));
    CHECK(answer["data"].is_null());
    REQUIRE(answer["errors"].size() == 1);
    return answer["errors"][0]["message"].get<std::string>();
  };
  const std::string too_large = "The answer is too large: at most 1000000 values in 16777216 bytes.";
  CHECK(told("__Field", "types { fields { ...F } }", "name") == too_large);
  CHECK(told("__Type", "types { ...F }", "description") == too_large);
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
