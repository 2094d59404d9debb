// SPDX-License-Identifier: Apache-2.0
#include "sources/mapping.hpp"

#include "sources/pattern.hpp"

#include <catch2/catch.hpp>

using namespace shelfcast;
using Catch::Matchers::Contains;

namespace {

std::string refusal_of(std::string_view mapping) {
  const auto parsed = sources::parse_mapping(mapping, "map.toml");
  REQUIRE_FALSE(parsed);
  CHECK(parsed.error().code == Code::config);
  return parsed.error().text();
}

}  // namespace

TEST_CASE("every shipped mapping can be read") {
  CHECK(sources::shipped_mappings().size() == 7);
  for (const auto& shipped : sources::shipped_mappings()) {
    const auto mapping = sources::find_mapping(std::string(shipped.name));
    CHECK((mapping ? "" : mapping.error().text()) == "");
  }
  CHECK_THAT(sources::find_mapping("m6").error().text(),
             Contains("m6: is neither a file nor") && Contains("m5, olist"));
}

TEST_CASE("a mistake in a mapping is named with its line and the nearest key") {
  CHECK_THAT(refusal_of("[sales]\nprdouct = 'x'\ntime = 't'\nquantity = 'q'\nprice = 'p'\nproduct = 'x'\n"),
             Contains("map.toml:2: there is no key 'prdouct' here; did you mean 'product'?"));
  CHECK_THAT(refusal_of("[sales]\nproduct = 'x'\ntime = 't'\nprice = 'p'\n"),
             Contains("map.toml:1: 'quantity' is missing"));
  CHECK_THAT(refusal_of("[sales]\nproduct = 3\ntime = 't'\nquantity = 'q'\nprice = 'p'\n"),
             Contains("map.toml:2: 'product' must be"));
  CHECK_THAT(refusal_of("[sale]\n"), Contains("map.toml:1: there is no key 'sale' here; did you mean 'sales'?"));
  CHECK_THAT(refusal_of("x = \n"), Contains("map.toml:1: "));
  CHECK_THAT(refusal_of("[format]\nencoding = 'ebcdic'\n"), Contains("map.toml:2: 'encoding' must be"));
  CHECK_THAT(refusal_of("[marketplace]\ntime_zone = 'Mars'\n"), Contains("map.toml:1: Mars"));
  CHECK_THAT(refusal_of("[tables.items]\nfiles = 'a'\nkey = 'k'\n[sales]\njoin = 'itmes'\n"),
             Contains("map.toml:5: there is no table 'itmes'; did you mean 'items'?"));
  CHECK_THAT(refusal_of("[sales]\nwhere = { column = 'a', is = 'b', like = 'c' }\n"), Contains("exactly one of"));
  CHECK_THAT(refusal_of(""), Contains("'sales' is missing"));
}

TEST_CASE("a mapping says how finely sales are told, and of what; a field of another measure is a mistake") {
  const auto settings = [](const std::string& marketplace, const std::string& fields) {
    const auto mapping = sources::parse_mapping(
        "[marketplace]\n" + marketplace + "\n[sales]\ntime = 't'\nproduct = 'p'\n" + fields, "map.toml");
    INFO((mapping ? "" : mapping.error().text()));
    REQUIRE(mapping);
    return mapping->marketplace;
  };
  const std::string both = "quantity = 'q'\nprice = 'p'\n";
  CHECK(settings("", both).grain == domain::Grain::day);
  CHECK(settings("", both + "order = 'o'\n").grain == domain::Grain::instant);
  CHECK(settings("grain = 'week'", both).grain == domain::Grain::week);
  CHECK_FALSE(settings("measures = ['units']", "quantity = 'q'\n").measures.amount);
  CHECK_FALSE(settings("measures = ['amount']", "total = 'q'\n").measures.units);
  const std::string sales = "[sales]\ntime = 't'\nproduct = 'p'\n";
  CHECK_THAT(refusal_of("[marketplace]\ngrain = 'hour'\n"), Contains("grain 'hour' is none of instant, day and week"));
  CHECK_THAT(refusal_of("[marketplace]\nmeasures = ['pieces']\n"), Contains("measures 'pieces' is none of"));
  CHECK_THAT(refusal_of("[marketplace]\nmeasures = ['units']\n" + sales + both), Contains("amount is not among"));
  CHECK_THAT(refusal_of("[marketplace]\nmeasures = ['amount']\n" + sales + both), Contains("units are not among"));
  CHECK_THAT(refusal_of("[marketplace]\nmeasures = ['amount']\n" + sales + "price = 'p'\n"),
             Contains("only a 'total'"));
}

TEST_CASE("patterns fit whole texts") {
  CHECK(sources::fits("d_1913", "d_#*"));
  CHECK_FALSE(sources::fits("d_x", "d_#*"));
  CHECK(sources::fits("2025-01-02", "####-##-##"));
  CHECK(sources::fits("85123A", "#####@"));
  CHECK_FALSE(sources::fits("85123A ", "#####@"));
  CHECK(sources::fits("aXbXc", "*X*c"));
  CHECK(sources::fits("", "*"));
  CHECK_FALSE(sources::fits("ab", "?"));
}
