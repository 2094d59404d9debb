// SPDX-License-Identifier: Apache-2.0
#include "api/openapi/document.hpp"

#include "api/openapi/shape.hpp"
#include "shelfcast/base/words.hpp"
#include "shelfcast/identity/caller.hpp"
#include "shelfcast/identity/doorkeeper.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cctype>
#include <set>
#include <stdexcept>
#include <utility>

namespace shelfcast::api::openapi {
namespace {

constexpr std::string_view kProblem = "application/problem+json";

constexpr std::array<std::pair<int, std::string_view>, 22> kMeanings{
    {{101, "Goes on as a WebSocket."},
     {200, "The answer."},
     {201, "It was made."},
     {202, "It will be there: look at Location in a moment."},
     {302, "Go on there."},
     {304, "You have it already."},
     {400, "The request, its query or its body cannot be read."},
     {401, "Credentials are needed, or those that came are wrong."},
     {403, "Whoever asks may not."},
     {404, "There is no such thing."},
     {405, "Not by this method."},
     {406, "None of the media types asked for can be made."},
     {408, "The request did not arrive in time."},
     {409, "Not in this state."},
     {413, "The body is too large."},
     {415, "The body is of another kind than it must be."},
     {422, "Fields of the body cannot be accepted."},
     {426, "A WebSocket begins with version 13 of its handshake."},
     {429, "Asked too often."},
     {431, "The headers are too large."},
     {500, "Something is wrong on our side."},
     {503, "Try again later."}}};

std::string_view meaning_of(int status) {
  const auto* const row = std::ranges::find(kMeanings, status, &std::pair<int, std::string_view>::first);
  if (row == kMeanings.end()) throw std::logic_error(fmt::format("nothing is said of the status {}", status));
  return row->second;
}

/// What stands in a path's braces.
struct PathParameter {
  std::string_view name;
  std::string_view meaning;
  std::string_view example;
};
constexpr std::array<PathParameter, 7> kPathParameters{{
    {"customerId", "Who asks: any text of at most 128 bytes; me for the seller of the key.", "1"},
    {"marketplaceId", "A marketplace's id.", "DE"},
    {"categoryId", "A category, by its id or its source's key.", "11"},
    {"id", "Its id, or its source's key.", ""},
    {"version", "A version of a model.", ""},
    {"type", "The last word of a problem's type.", "bad-parameter"},
    {"rule", "The name of an alert's rule.", "stale-data"},
}};

[[noreturn]] void complain(const Endpoint& endpoint, std::string_view what) {
  throw std::logic_error(fmt::format("route {} {} {}", endpoint.route.method, endpoint.route.path, what));
}

void check(const Endpoint& endpoint) {
  const auto& said = endpoint.said;
  if (said.summary.empty() || said.tag.empty() || said.answers.empty()) complain(endpoint, "is not documented");
  const auto is_known = [](std::string_view name) { return name.empty() || shapes().contains(name); };
  const bool all_known = is_known(said.body) && std::ranges::all_of(said.answers, is_known, &Answer::shape);
  if (!all_known) complain(endpoint, "is documented by a shape that there is not");
}

/// "get_api_v1_orders_id"
std::string operation_id(const http::Route& route) {
  std::string id;
  for (const char c : route.method + ' ' + route.path) {
    const bool is_plain = std::isalnum(static_cast<unsigned char>(c)) != 0;
    if (is_plain) id += lower(c);
    if (!is_plain && !id.ends_with('_')) id += '_';
  }
  while (id.ends_with('_')) id.pop_back();
  return id;
}

std::vector<std::string> captured_in(std::string_view path) {
  std::vector<std::string> names;
  for (auto open = path.find('{'); open != std::string_view::npos; open = path.find('{', open + 1))
    names.emplace_back(path.substr(open + 1, path.find('}', open) - open - 1));
  return names;
}

Shape whole_in(const Rule& rule) {
  Shape shape = whole();
  shape["minimum"] = rule.least;
  shape["maximum"] = rule.most;
  return shape;
}

Shape schema_of(const Rule& rule) {
  if (rule.most > 0) return whole_in(rule);
  Shape shape = text();
  if (rule.words.empty()) {
    if (!rule.may_be_empty) shape["minLength"] = 1;
    return shape;
  }
  for (std::string_view rest = rule.words; !rest.empty();) {
    const auto end = std::min(rest.find(", "), rest.size());
    shape["enum"].push_back(rest.substr(0, end));
    rest.remove_prefix(std::min(end + 2, rest.size()));
  }
  return shape;
}

Shape parameter(std::string_view in, std::string_view name, std::string_view meaning, Shape schema) {
  return {
      {"name", name}, {"in", in}, {"required", in == "path"}, {"description", meaning}, {"schema", std::move(schema)}};
}

Shape path_parameter(const Endpoint& endpoint, const std::string& name) {
  const auto* const row = std::ranges::find(kPathParameters, name, &PathParameter::name);
  if (row == kPathParameters.end()) complain(endpoint, "has a parameter in its path that nothing is said of");
  Shape schema = text();
  schema["minLength"] = 1;
  auto told = parameter("path", name, row->meaning, std::move(schema));
  if (!row->example.empty()) told["example"] = row->example;
  return told;
}

Shape query_parameter(const QueryParameter& query) {
  auto told = parameter("query", query.name, query.name, schema_of(query.rule));
  told["description"] = fmt::format("{} {}.", query.name, sentence_of(query.rule));
  told["required"] = query.is_required;
  if (!query.rule.example.empty()) told["example"] = query.rule.example;
  return told;
}

Shape idempotency_key() {
  Shape key = text();
  key["pattern"] = "^[!-~]{1,255}$";
  return key;
}

Shape parameters_of(const Endpoint& endpoint) {
  Shape all = Shape::array();
  for (const auto& name : captured_in(endpoint.route.path)) all.push_back(path_parameter(endpoint, name));
  for (const auto& query : endpoint.said.query) all.push_back(query_parameter(query));
  if (endpoint.said.is_idempotent)
    all.push_back(parameter("header", "Idempotency-Key", "Sent again with the same key, the act is done once.",
                            idempotency_key()));
  return all;
}

/// Those that every route of its kind can give, and its own.
std::set<int> problems_of(const Endpoint& endpoint) {
  const auto& [route, said] = endpoint;
  std::set<int> statuses{400, 408, 413, 431, 500, 503};
  statuses.insert(said.problems.begin(), said.problems.end());
  if (route.needs != identity::kPublic) statuses.insert({401, 403, 429});
  if (route.path.find('{') != std::string::npos) statuses.insert(404);
  if (!said.body.empty()) statuses.insert({415, 422});
  if (!said.as_web_socket.empty()) statuses.insert({403, 426});
  return statuses;
}

Shape& response_at(Shape& responses, int status) {
  auto& response = responses[std::to_string(status)];
  response["description"] = meaning_of(status);
  return response;
}

Shape etag() {
  return {{"description", "Of this answer; asked with If-None-Match it is a 304 as long as it stands."},
          {"schema", text()}};
}

Shape responses_of(const Endpoint& endpoint) {
  const auto& said = endpoint.said;
  Shape responses = Shape::object();
  for (const auto& answer : said.answers) {
    auto& response = response_at(responses, answer.status);
    if (said.is_kept && answer.status == 200) response["headers"]["ETag"] = etag();
    for (const auto media : answer.media) {
      const bool is_json =
          media.find("json") != std::string_view::npos && media.find("ndjson") == std::string_view::npos;
      response["content"][std::string(media)]["schema"] = is_json ? named(answer.shape) : text();
    }
  }
  if (said.is_kept) response_at(responses, 304);
  if (!said.as_web_socket.empty()) response_at(responses, 101);
  for (const int status : problems_of(endpoint))
    response_at(responses, status)["content"][std::string(kProblem)]["schema"] = named("Problem");
  return responses;
}

/// A key or a token, or a session's cookie; the scope it needs.
Shape security_of(const http::Route& route) {
  Shape all = Shape::array();
  if (route.needs == identity::kPublic) return all;
  for (const char* const scheme : {"bearer", "session"}) {
    Shape one = Shape::object();
    one[scheme] = Shape::array({std::string(route.needs)});
    all.push_back(std::move(one));
  }
  return all;
}

Shape operation_of(const Endpoint& endpoint) {
  const auto& [route, said] = endpoint;
  Shape told{{"tags", Shape::array({said.tag})},
             {"summary", said.summary},
             {"operationId", operation_id(route)},
             {"parameters", parameters_of(endpoint)}};
  if (!said.as_web_socket.empty())
    told["description"] =
        fmt::format("Asked with 'Upgrade: websocket' it becomes a WebSocket: {}.", said.as_web_socket);
  if (!said.body.empty()) {
    told["requestBody"]["required"] = !said.body_may_miss;
    told["requestBody"]["content"][std::string(said.body_media)]["schema"] =
        said.body_media == "application/json" ? named(said.body) : anything();
  }
  told["responses"] = responses_of(endpoint);
  told["security"] = security_of(route);
  return told;
}

Shape security_schemes() {
  return {{"bearer",
           {{"type", "http"},
            {"scheme", "bearer"},
            {"description", "A key of this server (sck_...), a token made of one, or a token of a trusted issuer."}}},
          {"session",
           {{"type", "apiKey"},
            {"in", "cookie"},
            {"name", identity::kSessionCookie},
            {"description", "What logging in at /login leaves in a browser."}}}};
}

}  // namespace

std::string document(std::span<const Endpoint> endpoints, std::string_view version) {
  Shape all{{"openapi", "3.1.0"},
            {"info",
             {{"title", "Shelfcast"},
              {"version", version},
              {"description", "What will sell best: predictions, their reasons, what sold, and orders in."},
              {"license", {{"name", "Apache-2.0"}, {"identifier", "Apache-2.0"}}}}},
            {"servers", Shape::array({Shape{{"url", "/"}}})},
            {"paths", Shape::object()}};
  for (const auto& endpoint : endpoints) {
    check(endpoint);
    all["paths"][endpoint.route.path][lowered(endpoint.route.method)] = operation_of(endpoint);
  }
  all["components"] = {{"schemas", shapes()}, {"securitySchemes", security_schemes()}};
  return all.dump();
}

}  // namespace shelfcast::api::openapi
