// SPDX-License-Identifier: Apache-2.0
#include "unit/graphql/test_shop.hpp"

#include <chrono>

using namespace shelfcast::graphql;

namespace {

std::string repeated(std::string_view what, int times) {
  std::string out;
  for (int i = 0; i < times; ++i) out += what;
  return out;
}

/// Everything that is wrong, found in a time that only something gone badly wrong would take.
std::vector<QueryError> refused(const std::string& text, const ParseLimits& limits = {}) {
  static TestShop shop;
  const auto begun = std::chrono::steady_clock::now();
  const auto query = prepare(shop.schema, text, limits);
  CHECK(std::chrono::steady_clock::now() - begun < std::chrono::seconds(5));
  return query ? std::vector<QueryError>{} : query.error();
}

constexpr ParseLimits kMany{.tokens = 100'000};

}  // namespace

TEST_CASE("hostile: nesting is refused before it costs stack") {
  for (const auto* opening : {"{a", "{...{", "[", "{a(b:[", "query($a:[", "{a(b:{c:"}) {
    const auto errors = refused(repeated(opening, 100'000));
    REQUIRE(errors.size() == 1);
    CHECK(errors[0].message.starts_with("Syntax Error: "));
  }
}

TEST_CASE("hostile: a long text is refused at its ten-thousandth token") {
  CHECK(refused("{" + repeated(" a", 1'000'000))[0].message ==
        "Syntax Error: Document contains more that 10000 tokens. Parsing aborted.");
}

TEST_CASE("hostile: long strings, comments and names are read once") {
  CHECK(refused("{ echo(filter: {text: \"" + repeated("\\n", 2'000'000) + "\"}) }").empty());
  CHECK(refused(repeated("#\n", 2'000'000) + "{ nothing }").empty());
  CHECK(refused("{ " + repeated("a", 2'000'000) + " }").size() == 1);
  CHECK(refused("{ echo(filter: {text: \"\"\"" + repeated("\n ", 1'000'000) + "\"\"\"}) }").empty());
}

TEST_CASE("hostile: the same field many times is compared only as often as is allowed") {
  CHECK(refused("{ " + repeated("nothing ", 400) + "}").empty());
  const auto errors = refused("{ " + repeated("nothing ", 9'000) + "}");
  REQUIRE(errors.size() == 1);
  CHECK(errors[0].message == "Validation aborted.");
}

TEST_CASE("hostile: fragments that each name two others do not double the work") {
  std::string text = "{ ...F0 }";
  for (int i = 0; i < 500; ++i) {
    text += fmt::format(" fragment F{} on Query {{ ...F{} ...F{} }}", i, i + 1, i + 1);
  }
  CHECK(refused(text + " fragment F500 on Query { nothing }").empty());
}

TEST_CASE("hostile: fragments that all name all others end in an abort") {
  std::string text = "{ ...F0 }";
  for (int i = 0; i < 60; ++i) {
    text += fmt::format(" fragment F{} on Query {{ a{}: nothing", i, i);
    for (int j = 0; j < 60; ++j) text += fmt::format(" ...F{}", j);
    text += " }";
  }
  CHECK(refused(text).size() == 101);
}

TEST_CASE("hostile: a long chain of fragments, and a circle of them, cost no stack") {
  std::string chain = "{ product(id: 1) { ...F0 } }";
  for (int i = 0; i < 900; ++i) chain += fmt::format(" fragment F{} on Product {{ ...F{} }}", i, i + 1);
  CHECK(refused(chain + " fragment F900 on Product { name }").empty());
  CHECK(refused(chain + " fragment F900 on Product { ...F0 }").front().message.starts_with("Cannot spread fragment"));
}

TEST_CASE("hostile: selections that grow with every level of fragments are compared within bounds") {
  std::string text = "{ product(id: 1) { ...F0 ...F1 } }";
  for (int i = 0; i < 300; ++i) {
    text += fmt::format(" fragment F{} on Product {{ category {{ best {{ ...F{} ...F{} }} }} }}", i, i + 1, i + 2);
  }
  text += " fragment F300 on Product { id } fragment F301 on Product { id }";
  CHECK(refused(text).size() <= 1);
}

TEST_CASE("hostile: many operations over many fragments and variables are metered") {
  std::string text;
  for (int i = 0; i < 300; ++i) text += fmt::format(" query Q{}($a: Int) {{ ...F0 a{}: nothing }}", i, i);
  for (int i = 0; i < 300; ++i) {
    text += fmt::format(" fragment F{} on Query {{ x{}: products(first: $a) {{ id }} ...F{} }}", i, i, i + 1);
  }
  CHECK(refused(text + " fragment F300 on Query { nothing }", kMany).size() <= 1);
}

TEST_CASE("hostile: variables that are nested without end are refused") {
  auto schema = make_schema("input Deep { in: Deep } type Query { a(deep: Deep): Int }",
                            {.fields = {{"Query.a", root([](const Call&) { return Output(1); })}}});
  REQUIRE(schema);
  const auto variables =
      nlohmann::ordered_json::parse("{\"d\":" + repeated("{\"in\":", 100'000) + "null" + repeated("}", 100'000) + "}");
  const auto response = execute(*prepare(*schema, "query ($d: Deep) { a(deep: $d) }"), {.variables = &variables});
  CHECK_FALSE(response.has_data);
  CHECK(response.body.find("Values may be nested 100 levels deep.") != std::string::npos);
}

TEST_CASE("hostile: a document at the limit of tokens is executed without harm") {
  TestShop shop;
  std::string text = "{ product(id: 1) { ...F0 } }";
  for (int i = 0; i < 380; ++i) {
    text += fmt::format(" fragment F{} on Product {{ a{}: category {{ ...{{ products(first: 1) {{ ...F{} }} }} }} }}",
                        i, i, i + 1);
  }
  text += " fragment F380 on Product { id }";
  const auto query = prepare(shop.schema, text);
  REQUIRE(query);
  CHECK(execute(*query, {}).errors == 0);
}
