// SPDX-License-Identifier: Apache-2.0
#include "unit/graphql/test_shop.hpp"

using namespace shelfcast::graphql;
using Json = nlohmann::ordered_json;

namespace {

/// The arguments that a resolver gets, or the first error's message.
std::string echoed(const std::string& text, const Json& variables = Json::object()) {
  TestShop shop;
  const auto answer = Json::parse(shop.ask(text, variables));
  return answer.contains("errors") ? answer["errors"][0]["message"].get<std::string>()
                                   : answer["data"]["echo"].get<std::string>();
}

std::string of_type(const std::string& type, const Json& value) {
  const std::string argument = type.starts_with("Filter") ? "filter" : type.starts_with('[') ? "list" : "n";
  return echoed("query ($v: " + type + ") { echo(" + argument + ": $v) }", {{"v", value}});
}

}  // namespace

TEST_CASE("arguments come with their defaults, what was not given does not come at all") {
  CHECK(echoed("{ echo }") == "{must:3}");
  CHECK(echoed("{ echo(n: null, must: 4) }") == "{n:null must:4}");
  CHECK(echoed("{ echo(filter: {range: {to: 1}}) }") == "{filter:{range:{from:0.5 to:1} order:'UP'} must:3}");
  CHECK(echoed("{ echo(list: 5) }") == "{list:[5] must:3}");
}

TEST_CASE("variables come as their types have them") {
  CHECK(of_type("Int", 3) == "{n:3 must:3}");
  CHECK(of_type("Int", 3.0) == "{n:3 must:3}");
  CHECK(of_type("[Int]", 3) == "{list:[3] must:3}");
  CHECK(of_type("Filter", {{"ids", Json::array({1, "b"})}}) == "{filter:{ids:['1' 'b'] order:'UP'} must:3}");
  CHECK(echoed("query ($v: Int = 7) { echo(n: $v) }") == "{n:7 must:3}");
  CHECK(echoed("query ($v: Int) { echo(n: $v) }") == "{must:3}");
  CHECK(echoed("query ($v: Int) { echo(filter: {ids: [$w]} , n: $v) }") == "Variable \"$w\" is not defined.");
}

TEST_CASE("values that do not fit are refused, and the place within them is told") {
  CHECK(of_type("Int", "3") ==
        "Variable \"$v\" got invalid value \"3\"; Int cannot represent non-integer value: \"3\"");
  CHECK(of_type("Int", 1.5) == "Variable \"$v\" got invalid value 1.5; Int cannot represent non-integer value: 1.5");
  CHECK(
      of_type("Int", 3e9) ==
      "Variable \"$v\" got invalid value 3000000000; Int cannot represent non 32-bit signed integer value: 3000000000");
  CHECK(of_type("[Int]", Json::array({1, "b"})) ==
        "Variable \"$v\" got invalid value \"b\" at \"v[1]\"; Int cannot represent non-integer value: \"b\"");
  CHECK(of_type("Filter", 7) == "Variable \"$v\" got invalid value 7; Expected type \"Filter\" to be an object.");
  CHECK(of_type("Filter", {{"range", Json::object()}}) ==
        "Variable \"$v\" got invalid value {} at \"v.range\"; Field \"to\" of required type \"Float!\" was not "
        "provided.");
  CHECK(of_type("Filter", {{"range", {{"to", nullptr}}}}) ==
        "Variable \"$v\" got invalid value null at \"v.range.to\"; Expected non-nullable type \"Float!\" not to be "
        "null.");
  CHECK(of_type("Filter", {{"txt", "a"}}) ==
        "Variable \"$v\" got invalid value { txt: \"a\" }; Field \"txt\" is not defined by type \"Filter\". Did you "
        "mean \"text\"?");
  CHECK(of_type("Filter", {{"order", "UPP"}}) ==
        "Variable \"$v\" got invalid value \"UPP\" at \"v.order\"; Value \"UPP\" does not exist in \"Order\" enum. "
        "Did you mean the enum value \"UP\"?");
}

TEST_CASE("a required variable is given, and not null") {
  CHECK(echoed("query ($v: Int!) { echo(n: $v) }") == "Variable \"$v\" of required type \"Int!\" was not provided.");
  CHECK(echoed("query ($v: Int!) { echo(n: $v) }", {{"v", nullptr}}) ==
        "Variable \"$v\" of non-null type \"Int!\" must not be null.");
}

TEST_CASE("a null for what has a default is told when the field is executed") {
  CHECK(echoed("query ($v: Int = 1) { echo(must: $v) }", {{"v", nullptr}}) ==
        "Argument \"must\" of non-null type \"Int!\" must not be null.");
}

TEST_CASE("values are shown shortened") {
  CHECK(
      of_type("Int", {{"a", {{"b", {{"c", 1}}}}}, {"l", Json::array({1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12})}}) ==
      "Variable \"$v\" got invalid value { a: { b: [Object] }, l: [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, ... 2 more items] }; "
      "Int cannot represent non-integer value: { a: { b: [Object] }, l: [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, ... 2 more "
      "items] }");
}

TEST_CASE("numbers are shown as JavaScript shows them") {
  CHECK(of_type("Int", 1e21).ends_with("integer value: 1e+21"));
  CHECK(of_type("Int", -0.0000001).ends_with("integer value: -1e-7"));
  CHECK(of_type("Int", 0.000001).ends_with("integer value: 0.000001"));
  CHECK(of_type("Int", std::int64_t{9007199254740993}).ends_with("integer value: 9007199254740992"));
}

TEST_CASE("a custom scalar reads and writes its values by its own functions") {
  const Scalar even{.parse = [](const Input& value) -> std::expected<Input, std::string> {
                      const auto* number = value.get_if<std::int64_t>();
                      if (number == nullptr || *number % 2 != 0) return std::unexpected("It is odd.");
                      return Input(*number / 2);
                    },
                    .serialize = [](const Output& value) { return Output(*value.get_if<std::int64_t>() * 2); }};
  const auto half = root([](const Call& call) { return call.arguments["of"].integer(); });
  const auto schema = make_schema("scalar Even type Query { half(of: Even!): Even }",
                                  {.fields = {{"Query.half", half}}, .scalars = {{"Even", even}}});
  REQUIRE(schema);
  CHECK(execute(*prepare(*schema, "{ half(of: 8) }"), {}).body == R"({"data":{"half":8}})");
  CHECK(prepare(*schema, "{ half(of: 7) }").error().front().message ==
        "Expected value of type \"Even!\", found 7; It is odd.");
  const Json seven{{"n", 7}};
  CHECK(
      execute(*prepare(*schema, "query ($n: Even!) { half(of: $n) }"), {.variables = &seven}).body ==
      R"({"errors":[{"message":"Variable \"$n\" got invalid value 7; Expected type \"Even\". It is odd.","locations":[{"line":1,"column":8}]}]})");
}

TEST_CASE("of a OneOf input exactly one field is given") {
  const auto schema = make_schema("input Pick @oneOf { id: ID, name: String } type Query { a(pick: Pick): Int }",
                                  {.fields = {{"Query.a", root([](const Call&) { return Output(1); })}}});
  REQUIRE(schema);
  CHECK(prepare(*schema, "{ a(pick: {id: 1, name: \"x\"}) }").error().front().message ==
        "OneOf Input Object \"Pick\" must specify exactly one key.");
  CHECK(prepare(*schema, "{ a(pick: {id: null}) }").error().front().message == "Field \"Pick.id\" must be non-null.");
  CHECK(prepare(*schema, "query ($v: ID) { a(pick: {id: $v}) }").error().front().message ==
        "Variable \"$v\" is of type \"ID\" but must be non-nullable to be used for OneOf Input Object \"Pick\".");
  const Json both{{"p", {{"id", "1"}, {"name", "x"}}}};
  CHECK(nlohmann::json::parse(execute(*prepare(*schema, "query ($p: Pick) { a(pick: $p) }"), {.variables = &both})
                                  .body)["errors"][0]["message"] ==
        "Variable \"$p\" got invalid value { id: \"1\", name: \"x\" }; Exactly one key must be specified for OneOf "
        "type \"Pick\".");
}
