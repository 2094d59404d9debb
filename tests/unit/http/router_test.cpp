// SPDX-License-Identifier: Apache-2.0
#include "shelfcast/http/router.hpp"

#include <catch2/catch.hpp>
#include <nlohmann/json.hpp>
#include <stdexcept>

using namespace shelfcast::http;

namespace {

Response nothing(const Request&) {
  return {};
}

Router cycles_router() {
  return Router({{"GET", "/", nothing},
                 {"GET", "/cycles", nothing},
                 {"POST", "/cycles", nothing},
                 {"GET", "/cycles/{id}", nothing},
                 {"DELETE", "/cycles/{cycle}", nothing},
                 {"GET", "/cycles/latest", nothing},
                 {"GET", "/cycles/latest/report", nothing},
                 {"GET", "/cycles/{id}/steps/{step}", nothing}});
}

Request request_for(const std::string& method, const std::string& target) {
  Request request;
  request.method = method;
  request.target = target;
  CHECK(read_target(request));
  return request;
}

/// The path of the route found, or the status of the answer.
std::string found(const Router& router, const std::string& method, const std::string& target) {
  Request request = request_for(method, target);
  const Router::Match match = router.match(request);
  return match.route == nullptr ? std::to_string(match.answer.status) : match.route->path;
}

}  // namespace

TEST_CASE("literal segments win over captures, and what leads nowhere is tried as a capture") {
  const Router router = cycles_router();
  CHECK(found(router, "GET", "/") == "/");
  CHECK(found(router, "GET", "/cycles?limit=3") == "/cycles");
  CHECK(found(router, "GET", "/cycles/latest") == "/cycles/latest");
  CHECK(found(router, "GET", "/cycles/DE-1") == "/cycles/{id}");
  CHECK(found(router, "GET", "/cycles/latest/steps/train") == "/cycles/{id}/steps/{step}");
  CHECK(found(router, "GET", "/cycles/") == "404");
  CHECK(found(router, "GET", "/Cycles") == "404");
  CHECK(found(router, "GET", "/cycles/1/steps") == "404");
}

TEST_CASE("captures are decoded one by one, under the names of the route that answers") {
  const Router router = cycles_router();
  Request get = request_for("GET", "/cycles/a%2Fb%20c/steps/%E2%82%AC");
  router.match(get);
  CHECK(get.captured.at("id") == "a/b c");
  CHECK(get.captured.at("step") == "€");
  Request gone = request_for("DELETE", "/cycles/7");
  router.match(gone);
  CHECK(gone.captured.at("cycle") == "7");
  CHECK(gone.captured.size() == 1);
}

TEST_CASE("a request built without a target is matched by its path") {
  const Router router = cycles_router();
  Request request;
  request.method = "GET";
  request.path = "/cycles/DE-1";
  REQUIRE(router.match(request).route != nullptr);
  CHECK(request.captured.at("id") == "DE-1");
}

TEST_CASE("a wrong method is told which ones are allowed") {
  const Router router = cycles_router();
  Request request = request_for("PUT", "/cycles");
  const Router::Match match = router.match(request);
  CHECK(match.route == nullptr);
  CHECK(match.answer.status == 405);
  CHECK(match.answer.headers.get("allow") == "GET, HEAD, OPTIONS, POST");
  CHECK(nlohmann::json::parse(match.answer.body)["type"] == "https://shelfcast.dev/problems/method-not-allowed");
  CHECK(found(router, "HEAD", "/cycles") == "/cycles");
  CHECK(found(router, "OPTIONS", "/cycles/1") == "204");
  CHECK(found(router, "OPTIONS", "*") == "204");
}

TEST_CASE("two routes that nobody could tell apart are a bug") {
  CHECK_THROWS_AS(Router({{"GET", "/a/{x}", nothing}, {"GET", "/a/{y}", nothing}}), std::logic_error);
  CHECK_THROWS_AS(Router({{"GET", "no-slash", nothing}}), std::logic_error);
}

TEST_CASE("an ending after a name is an act of its own, and names may still end like it") {
  const auto answer = [](const Request&) { return Response{}; };
  const Router router({{"GET", "/orders/{id}", answer}, {"POST", "/orders/{id}:cancel", answer}});
  const auto id_of = [&](std::string method, std::string target) {
    Request request;
    request.method = std::move(method);
    request.target = std::move(target);
    return router.match(request).route == nullptr ? std::string("none") : request.captured.at("id");
  };
  CHECK(id_of("GET", "/orders/A-17") == "A-17");
  CHECK(id_of("POST", "/orders/A-17:cancel") == "A-17");
  CHECK(id_of("GET", "/orders/A-17:cancel") == "A-17:cancel");
  CHECK(id_of("POST", "/orders/a:cancel:cancel") == "a:cancel");
  CHECK(id_of("POST", "/orders/:cancel") == "none");
  CHECK(id_of("POST", "/orders/A-17") == "none");
}
