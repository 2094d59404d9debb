// SPDX-License-Identifier: Apache-2.0
#include "api/openapi/document.hpp"
#include "api/openapi/problem_types.hpp"

#include <catch2/catch.hpp>

#include "unit/api/guarded_shop.hpp"

#include <algorithm>
#include <cctype>
#include <set>

using namespace shelfcast;
using namespace shelfcast::test;
using Json = nlohmann::ordered_json;

namespace {

constexpr std::string_view kNoName = "zzzzzzzzzzzzzzzzzzzzzzzz";

Json document_of(GuardedShop& shop) {
  return Json::parse(shop.ask("GET", "/openapi.json", "").body);
}

/// The path with something in place of each of its parameters.
std::string filled(std::string path) {
  for (auto open = path.find('{'); open != std::string::npos; open = path.find('{'))
    path.replace(open, path.find('}') - open + 1, "1");
  return path;
}

std::string upper(std::string text) {
  std::ranges::transform(text, text.begin(), [](unsigned char c) { return static_cast<char>(std::toupper(c)); });
  return text;
}

struct Operation {
  std::string method;
  std::string path;
  Json said;

  [[nodiscard]] std::vector<Json> query() const {
    std::vector<Json> all;
    for (const auto& parameter : said.at("parameters"))
      if (parameter.at("in") == "query") all.push_back(parameter);
    return all;
  }
};

std::vector<Operation> operations_of(const Json& document) {
  std::vector<Operation> all;
  for (const auto& [path, methods] : document.at("paths").items())
    for (const auto& [method, said] : methods.items()) all.push_back({upper(method), path, said});
  return all;
}

/// What the server says of a query's parameters.
Json errors_of(GuardedShop& shop, const Operation& operation, const std::string& query) {
  const std::string body = operation.said.contains("requestBody") ? "{}" : "";
  const auto answer = shop.ask(operation.method, filled(operation.path) + "?" + query, "sesame", body);
  const auto json = Json::parse(answer.body, nullptr, false);
  return answer.status == 400 && json.contains("errors") && json["errors"].is_array() ? json["errors"] : Json::array();
}

/// "There is no parameter 'x'; there are a, b." -> a, b; nothing where the route reads no table of parameters.
std::set<std::string> read_by_server(GuardedShop& shop, const Operation& operation) {
  std::set<std::string> names;
  for (const auto& error : errors_of(shop, operation, std::string(kNoName) + "=1")) {
    const auto message = error.at("message").get<std::string>();
    const auto begin = message.find("there are ");
    if (error.at("code") != "unknown" || begin == std::string::npos) continue;
    std::string_view rest = std::string_view(message).substr(begin + 10);
    rest.remove_suffix(1);
    while (!rest.empty()) {
      const auto end = std::min(rest.find(", "), rest.size());
      names.emplace(rest.substr(0, end));
      rest.remove_prefix(std::min(end + 2, rest.size()));
    }
  }
  return names;
}

bool is_taken(GuardedShop& shop, const Operation& operation, const std::string& name, const std::string& value) {
  return std::ranges::none_of(errors_of(shop, operation, name + "=" + value), [&](const Json& error) {
    return error.at("pointer") == "?" + name && error.at("message").get<std::string>().starts_with(name + " must be ");
  });
}

}  // namespace

TEST_CASE("the document tells of every route, and of nothing else") {
  GuardedShop shop;
  std::set<std::string> routes;
  std::set<std::string> told;
  for (const auto& route : shop.shop.router().routes()) routes.insert(route.method + ' ' + route.path);
  for (const auto& operation : operations_of(document_of(shop))) told.insert(operation.method + ' ' + operation.path);
  CHECK(told == routes);
}

TEST_CASE("the document names the scope that each route needs") {
  GuardedShop shop;
  const auto document = document_of(shop);
  for (const auto& route : shop.shop.router().routes()) {
    std::string method = route.method;
    std::ranges::transform(method, method.begin(), [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
    const auto& security = document.at("paths").at(route.path).at(method).at("security");
    INFO(route.method << ' ' << route.path);
    if (route.needs == identity::kPublic) {
      CHECK(security.empty());
    } else {
      CHECK(security.at(0).at("bearer").at(0) == std::string(route.needs));
    }
  }
}

TEST_CASE("every parameter that is read is documented, and every documented one is read") {
  GuardedShop shop;
  const std::set<std::string> without_table{"/readyz", "/health", "/graphql", "/login", "/login/callback"};
  std::size_t with_query = 0;
  for (const auto& operation : operations_of(document_of(shop))) {
    if (without_table.contains(operation.path)) continue;
    INFO(operation.method << ' ' << operation.path);
    std::set<std::string> told;
    for (const auto& parameter : operation.query()) told.insert(parameter.at("name").get<std::string>());
    CHECK(told == read_by_server(shop, operation));
    if (!told.empty()) ++with_query;
  }
  CHECK(with_query > 20);
}

TEST_CASE("what the document says of a parameter is what its reader takes") {
  GuardedShop shop;
  for (const auto& operation : operations_of(document_of(shop))) {
    if (operation.path == "/graphql") continue;
    for (const auto& parameter : operation.query()) {
      const auto name = parameter.at("name").get<std::string>();
      const auto& schema = parameter.at("schema");
      INFO(operation.method << ' ' << operation.path << ' ' << name);
      if (schema.contains("enum")) {
        for (const auto& word : schema.at("enum")) CHECK(is_taken(shop, operation, name, word.get<std::string>()));
        CHECK_FALSE(is_taken(shop, operation, name, std::string(kNoName)));
      }
      if (!schema.contains("minimum")) continue;
      const auto least = schema.at("minimum").get<std::int64_t>();
      const auto most = schema.at("maximum").get<std::int64_t>();
      CHECK(is_taken(shop, operation, name, std::to_string(least)));
      CHECK(is_taken(shop, operation, name, std::to_string(most)));
      CHECK_FALSE(is_taken(shop, operation, name, std::to_string(least - 1)));
      CHECK_FALSE(is_taken(shop, operation, name, std::to_string(most + 1)));
    }
  }
}

TEST_CASE("the document is made once, and not sent to who has it") {
  GuardedShop shop;
  const auto answer = shop.ask("GET", "/openapi.json", "");
  REQUIRE(answer.status == 200);
  auto again = request_for("GET", "/openapi.json");
  again.headers.set("If-None-Match", *answer.headers.get("ETag"));
  const auto held = shop.shop.send(again);
  CHECK(held.status == 304);
  CHECK(held.body.empty());
}

TEST_CASE("an endpoint that is not documented, or by a shape that there is not, is a bug that is found at once") {
  const auto said_as = [](const api::openapi::Operation& said) {
    const std::array endpoints{api::Endpoint{{"GET", "/new", {}, http::Pace::quick, "public"}, said}};
    return api::openapi::document(endpoints, "1");
  };
  const api::openapi::Operation whole{.tag = "New", .summary = "Something", .answers = {{200, "Problem"}}};
  CHECK_NOTHROW(said_as(whole));
  CHECK_THROWS(said_as({}));
  auto without_answers = whole;
  without_answers.answers.clear();
  CHECK_THROWS(said_as(without_answers));
  auto misspelt = whole;
  misspelt.answers.front().shape = "Problme";
  CHECK_THROWS(said_as(misspelt));
}

TEST_CASE("every type of problem has its page, and they are in order") {
  GuardedShop shop;
  const auto types = api::openapi::problem_types();
  CHECK(std::ranges::is_sorted(types, std::less<>(), &api::openapi::ProblemType::name));
  const auto all = shop.ask("GET", "/problems", "").body;
  for (const auto& type : types) {
    INFO(type.name);
    const auto page = shop.ask("GET", "/problems/" + std::string(type.name), "");
    CHECK(page.status == 200);
    CHECK(page.headers.get("Content-Type") == "text/html; charset=utf-8");
    CHECK(page.body.find(type.meaning) != std::string::npos);
    CHECK(all.find(type.meaning) != std::string::npos);
  }
  CHECK(shop.ask("GET", "/problems/nonsense", "").status == 404);
}
