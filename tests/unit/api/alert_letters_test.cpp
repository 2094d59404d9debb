// SPDX-License-Identifier: Apache-2.0
#include <catch2/catch.hpp>

#include "unit/api/guarded_shop.hpp"

using namespace shelfcast;
using namespace shelfcast::test;
using identity::Role;
using nlohmann::ordered_json;

namespace {

const std::string kLetters = "/api/v1/alert-letters";

struct Unheard {
  GuardedShop shop;
  std::string operating = shop.key_for(Role::operating);

  Unheard() {
    for (std::int64_t id = 3; id > 0; --id)
      shop.letters.all.push_back({.id = id,
                                  .recipient = "seller DE 17",
                                  .channel = "email",
                                  .happened = "raised",
                                  .alerts = {domain::Alert{.id = 7, .rule = "demand-spike"}},
                                  .attempts = 29,
                                  .problem = "mail.example: refuses the connection",
                                  .written = shop.shop.clock.now()});
  }
  http::Response send_again(const std::string& body) {
    return shop.ask("POST", kLetters + ":send-again", operating, body);
  }
};

}  // namespace

TEST_CASE("operators see which letters reached nobody, of what, and why, page by page") {
  Unheard shop;
  const auto first = ordered_json::parse(shop.shop.ask("GET", kLetters + "?limit=2", shop.operating).body);
  REQUIRE(first["letters"].size() == 2);
  const auto& letter = first["letters"][0];
  CHECK(letter["id"] == 3);
  CHECK(letter["recipient"] == "seller DE 17");
  CHECK(letter["channel"] == "email");
  CHECK(letter["attempts"] == 29);
  CHECK(letter["problem"] == "mail.example: refuses the connection");
  CHECK(letter["alerts"][0]["links"]["runbook"] == "/runbooks/demand-spike");
  const auto rest = ordered_json::parse(
      shop.shop.ask("GET", kLetters + "?after=" + first["next"].get<std::string>(), shop.operating).body);
  REQUIRE(rest["letters"].size() == 1);
  CHECK(rest["next"].is_null());
}

TEST_CASE("letters are sent once more when an operator says so, all of them or none") {
  Unheard shop;
  const auto sent = shop.send_again(R"({"ids":[3,1]})");
  CHECK(sent.status == 200);
  CHECK(ordered_json::parse(sent.body) == ordered_json{{"letters", 2}});
  CHECK(shop.shop.letters.sent == std::vector<std::int64_t>{3, 1});
  CHECK(shop.send_again(R"({"ids":[2,99]})").status == 404);
  CHECK(shop.shop.letters.sent == std::vector<std::int64_t>{3, 1});
  for (const auto* const wrong :
       {R"({"ids":[]})", R"({"ids":["3"]})", R"({"ids":[0]})", R"({"all":true})", "[3]", R"({"ids":[3],"all":true})"}) {
    INFO(wrong);
    CHECK(shop.send_again(wrong).status == 422);
  }
}
