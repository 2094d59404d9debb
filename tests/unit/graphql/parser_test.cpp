// SPDX-License-Identifier: Apache-2.0
#include "graphql/language/ast.hpp"
#include "graphql/language/print.hpp"
#include "shelfcast/graphql/document.hpp"

#include <fmt/format.h>
#include <catch2/catch.hpp>

using namespace shelfcast::graphql;

namespace {

/// The message and its place, or "fine".
std::string verdict(const std::string& text, const ParseLimits& limits = {}) {
  const auto document = parse(text, limits);
  if (document) return "fine";
  const auto& error = document.error();
  return fmt::format("{} {}:{}", error.message, error.locations.at(0).line, error.locations.at(0).column);
}

/// The argument's value in a document that asks for one field with it.
std::string value_of(const std::string& literal) {
  const auto document = parse("{ a(b: " + literal + ") }");
  if (!document) return document.error().message;
  return std::string(document->tree().operations.at(0)->selections.items.at(0).arguments.at(0).value.text);
}

}  // namespace

TEST_CASE("a syntax error says what was expected, what stands there instead, and where") {
  CHECK(verdict("{ a }") == "fine");
  CHECK(verdict("") == "Syntax Error: Unexpected <EOF>. 1:1");
  CHECK(verdict("{") == "Syntax Error: Expected Name, found <EOF>. 1:2");
  CHECK(verdict("{ }") == "Syntax Error: Expected Name, found \"}\". 1:3");
  CHECK(verdict("{ a\n  b(c: } }") == "Syntax Error: Unexpected \"}\". 2:8");
  CHECK(verdict("query A B { a }") == "Syntax Error: Expected \"{\", found Name \"B\". 1:9");
  CHECK(verdict("{ ...on }") == "Syntax Error: Expected Name, found \"}\". 1:9");
  CHECK(verdict("fragment on on T { a }") == "Syntax Error: Unexpected Name \"on\". 1:10");
  CHECK(verdict("query ($a: Int = $b) { a }") == "Syntax Error: Unexpected variable \"$b\" in constant value. 1:18");
  CHECK(verdict("notAWord { a }") == "Syntax Error: Unexpected Name \"notAWord\". 1:1");
  CHECK(verdict("\"told\" { a }") ==
        "Syntax Error: Unexpected description, descriptions are not supported on shorthand queries. 1:1");
}

TEST_CASE("lines end as they do anywhere, and columns are counted in UTF-16") {
  CHECK(verdict("{ a }\r\n\r}") == "Syntax Error: Unexpected \"}\". 3:1");
  CHECK(verdict("{ a(b: \"\xF0\x9F\x98\x80\xC3\xA4\") } }") == "Syntax Error: Unexpected \"}\". 1:17");
}

TEST_CASE("commas, comments and byte order marks mean nothing") {
  CHECK(verdict("\xEF\xBB\xBF,,{ a,,b # not } here\n,} # end") == "fine");
}

TEST_CASE("numbers are written in one way") {
  CHECK(value_of("-0") == "-0");
  CHECK(value_of("1.50e+7") == "1.50e+7");
  CHECK(value_of("01") == "Syntax Error: Invalid number, unexpected digit after 0: \"1\".");
  CHECK(value_of("1.") == "Syntax Error: Invalid number, expected digit but got: \")\".");
  CHECK(value_of("1.2.3") == "Syntax Error: Invalid number, expected digit but got: \".\".");
  CHECK(value_of("-") == "Syntax Error: Invalid number, expected digit but got: \")\".");
  CHECK(value_of("1x") == "Syntax Error: Invalid number, expected digit but got: \"x\".");
}

TEST_CASE("strings hold escapes of three kinds") {
  CHECK(value_of(R"("a\"b\\\/\b\f\n\r\t")") == "a\"b\\/\b\f\n\r\t");
  CHECK(value_of(R"("\u00e4\u20AC\u{1F600}")") == "\xC3\xA4\xE2\x82\xAC\xF0\x9F\x98\x80");
  CHECK(value_of(R"("\uD83D\uDE00")") == "\xF0\x9F\x98\x80");
  CHECK(value_of(R"("\uD83D")") == R"(Syntax Error: Invalid Unicode escape sequence: "\uD83D".)");
  CHECK(value_of(R"("\u{110000}")") == R"(Syntax Error: Invalid Unicode escape sequence: "\u{110000}".)");
  CHECK(value_of(R"("\u{}")") == R"(Syntax Error: Invalid Unicode escape sequence: "\u{}".)");
  CHECK(value_of(R"("\u12G4")") == R"(Syntax Error: Invalid Unicode escape sequence: "\u12G4".)");
  CHECK(value_of(R"("\x")") == R"(Syntax Error: Invalid character escape sequence: "\x".)");
  CHECK(value_of("\"a\nb\"") == "Syntax Error: Unterminated string.");
  CHECK(value_of("'a'").starts_with("Syntax Error: Unexpected single quote character"));
}

TEST_CASE("block strings lose the indentation that their lines share, and blank lines at both ends") {
  CHECK(value_of("\"\"\"\n\n    one\n      two\r\n    three\n  \n\"\"\"") == "one\n  two\nthree");
  CHECK(value_of("\"\"\"  first\n  second\"\"\"") == "  first\nsecond");
  CHECK(value_of("\"\"\"a \\\"\"\" \\n b\"\"\"") == "a \"\"\" \\n b");
  CHECK(value_of("\"\"\"\"\"\"").empty());
  CHECK(value_of("\"\"\" never ends") == "Syntax Error: Unterminated string.");
}

TEST_CASE("values are printed as they are written") {
  const auto document = parse(R"({ a(b: [1, {c: "x\ty", d: RED}, null, $v, true, 1.5]) })");
  REQUIRE(document);
  CHECK(print(document->tree().operations[0]->selections.items[0].arguments[0].value) ==
        R"([1, {c: "x\ty", d: RED}, null, $v, true, 1.5])");
}

TEST_CASE("what is no character of the language is named") {
  CHECK(verdict("{ a ? }") == "Syntax Error: Unexpected character: \"?\". 1:5");
  CHECK(verdict("{ \xC3\xA4 }") == "Syntax Error: Unexpected character: U+00E4. 1:3");
  CHECK(verdict("{ \x07 }") == "Syntax Error: Unexpected character: U+0007. 1:3");
  CHECK(verdict("{ .. }") == "Syntax Error: Unexpected character: \".\". 1:3");
  CHECK(verdict("{ \xFF }") == "Syntax Error: Document is not UTF-8. 1:1");
}

TEST_CASE("definitions of types are read, extensions and descriptions included") {
  CHECK(verdict("\"told\" type A implements & B & C @d { \"told\" a(\"told\" b: [Int!]! = [1] @d): A @d }") == "fine");
  CHECK(verdict("schema { query: Q } extend schema @d extend scalar S @d union U = | A | B enum E { X }") == "fine");
  CHECK(verdict("directive @d(a: Int) repeatable on | FIELD | QUERY") == "fine");
  CHECK(verdict("directive @d on FEELD") == "Syntax Error: Unexpected Name \"FEELD\". 1:17");
  CHECK(verdict("enum E { true }") ==
        "Syntax Error: Name \"true\" is reserved and cannot be used for an enum value. 1:10");
  CHECK(verdict("extend type A") == "Syntax Error: Unexpected <EOF>. 1:14");
  CHECK(verdict("type A { a: [Int!") == "Syntax Error: Expected \"]\", found <EOF>. 1:18");
}

TEST_CASE("what has too many tokens or levels is not read to its end") {
  CHECK(verdict("{ a b c }", {.tokens = 5}) == "fine");
  CHECK(verdict("{ a b c }", {.tokens = 4}) ==
        "Syntax Error: Document contains more that 4 tokens. Parsing aborted. 1:9");
  CHECK(verdict("{ a { b } }", {.depth = 2}) == "fine");
  CHECK(verdict("{ a { b { c } } }", {.depth = 2}) ==
        "Syntax Error: Document nests deeper than 2 levels. Parsing aborted. 1:9");
  CHECK(verdict("{ a(b: [[1]]) }", {.depth = 2}) ==
        "Syntax Error: Document nests deeper than 2 levels. Parsing aborted. 1:9");
}
