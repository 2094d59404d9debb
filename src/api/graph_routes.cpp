// SPDX-License-Identifier: Apache-2.0
// GraphQL over HTTP: GET and POST of /graphql.
#include "api/endpoints.hpp"
#include "api/formats.hpp"
#include "api/graph/asking.hpp"
#include "api/graph/schema.hpp"
#include "api/sent_json.hpp"
#include "api/tenancy.hpp"
#include "shelfcast/base/lru_cache.hpp"
#include "shelfcast/base/words.hpp"
#include "shelfcast/graphql/execute.hpp"
#include "shelfcast/http/keeping.hpp"

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include <algorithm>
#include <array>
#include <mutex>
#include <optional>

namespace shelfcast::api {
namespace {

using Json = nlohmann::ordered_json;

constexpr std::array<std::string_view, 2> kMedia{"application/json", "application/graphql-response+json"};
constexpr std::size_t kPlainJson = 0;

/// Of a GET.
constexpr std::array<openapi::QueryParameter, 4> kQuery{{
    {"query",
     {.sentence = "must be the text of a GraphQL document", .example = "{__typename}", .may_be_empty = true},
     true},
    {"operationName", {.sentence = "must be the name of one of its operations", .may_be_empty = true}},
    {"variables", text_as("{}", "must be a JSON object")},
    {"extensions", text_as("{}", "must be a JSON object")},
}};
constexpr std::size_t kQueriesKept = 1'000;
constexpr std::size_t kLongestKept = 16'384;  // of questions that are worth keeping
constexpr std::size_t kQueriesBytes = std::size_t{1}
                                      << 20U;  // of their texts: what is made of them takes many times that
constexpr std::size_t kLongestAnswer = std::size_t{256} * 1024;  // that is kept
constexpr std::size_t kAnswersBytes = std::size_t{64} * 1024 * 1024;

/// What was sent, taken apart.
struct Sent {
  std::string query;
  std::optional<std::string> operation;
  Json variables;  ///< an object or null
};

/// A request that is not one of GraphQL, told the way GraphQL tells errors.
using Malformed = std::string;

/// Null where it was not sent.
const Json& member(const Json& body, const char* name) {
  static const Json none;
  const auto found = body.find(name);
  return found == body.end() ? none : *found;
}

std::expected<Sent, Malformed> read_members(const Json& body) {
  if (!body.is_object()) return std::unexpected("The body must be a JSON object with a query.");
  const Json& query = member(body, "query");
  if (!query.is_string()) return std::unexpected("query is required: the text of a GraphQL document.");
  const Json& operation = member(body, "operationName");
  if (!operation.is_null() && !operation.is_string()) return std::unexpected("operationName must be a text.");
  for (const auto* const name : {"variables", "extensions"})
    if (const Json& value = member(body, name); !value.is_null() && !value.is_object())
      return std::unexpected(fmt::format("{} must be an object.", name));
  Sent sent{.query = query.get<std::string>(), .operation = {}, .variables = member(body, "variables")};
  if (operation.is_string()) sent.operation = operation.get<std::string>();
  return sent;
}

std::expected<Sent, Malformed> read_body(const std::string& body) {
  const auto json = sent_json(body);
  if (!json) return std::unexpected("The body " + json.error());
  return read_members(*json);
}

/// The parameters of a GET, of which variables and extensions are JSON.
std::expected<Sent, Malformed> read_query(const QueryParameters& parameters) {
  Json body = Json::object();
  for (const auto& [name, text] : parameters) {
    const bool is_json = name == "variables" || name == "extensions";
    if (std::ranges::find(kQuery, name, &openapi::QueryParameter::name) == kQuery.end())
      return std::unexpected(
          fmt::format("There is no parameter {}: query, operationName, variables, extensions.", name));
    if (body.contains(name)) return std::unexpected(fmt::format("{} is given more than once.", name));
    auto json = is_json ? sent_json(text) : Json(text);
    if (!json) return std::unexpected(fmt::format("{} {}", name, json.error()));
    body[name] = std::move(*json);
  }
  return read_members(body);
}

/// What was made last, by the text it was made from. Any thread.
template <class Made>
class KeptByText {
 public:
  using Shared = std::shared_ptr<const Made>;
  KeptByText(std::size_t capacity, std::size_t bytes) : kept_(capacity, bytes) {}

  /// Null where it is not there.
  Shared get(const std::string& text) {
    const std::scoped_lock lock(using_kept_);
    return kept_.get(text).value_or(nullptr);
  }
  void put(const std::string& text, Shared made, std::size_t bytes) {
    const std::scoped_lock lock(using_kept_);
    kept_.put(text, std::move(made), bytes);
  }

 private:
  std::mutex using_kept_;
  LruCache<std::string, Shared> kept_;
};

class Graph {
 public:
  explicit Graph(SharedServices services)
      : services_(std::move(services)), answers_(services_->options.cached_answers, kAnswersBytes) {
    limits_.depth = services_->options.graphql_depth;
    limits_.cost = services_->options.graphql_cost;
  }

  http::Response get(const http::Request& request) {
    return answer(request, request.target, [&] { return read_query(request.query); });
  }

  http::Response post(const http::Request& request) {
    const auto type = request.headers.get("Content-Type").value_or("");
    if (!is_json(type))
      return answer_of({.status = 415,
                        .type = "unsupported-media-type",
                        .title = "The body is of another kind than it must be",
                        .detail = "Send 'Content-Type: application/json', in UTF-8."},
                       request);
    return answer(request, request.body, [&] { return read_body(request.body); });
  }

 private:
  using Prepared = std::expected<graphql::Query, std::vector<graphql::QueryError>>;

  static bool is_json(std::string_view type) {
    if (next_part(type, ';') != "application/json") return false;
    auto parameter = lowered(trimmed(type));
    std::erase(parameter, '"');
    return parameter.empty() || parameter == "charset=utf-8";
  }

  template <class Read>
  http::Response answer(const http::Request& request, const std::string& asked, Read read) {
    const auto media = most_liked(request, kMedia);
    if (!media)
      return answer_of({.status = 406,
                        .type = "not-acceptable",
                        .title = "Not Acceptable",
                        .detail = fmt::format("There are {} and {}.", kMedia[0], kMedia[1])},
                       request);
    const Hold hold{services_->tables.edition()->load(std::memory_order_acquire), good_until()};
    const auto caller = caller_of(*services_, request);
    const auto key = asked.size() <= kLongestKept ? key_of(request, caller.get(), *media, asked) : std::string();
    if (!key.empty())
      if (const auto kept = answers_.get(key)) return to_be_kept(*kept, request, caller.get(), hold);
    const auto sent = read();
    if (!sent)
      return told(400, *media, graphql::refusal_body(std::array{graphql::QueryError{.message = sent.error()}}));
    bool lasts = !key.empty();
    auto response = execute(request, caller, *sent, *media, lasts);
    if (!lasts || response.status != 200 || response.body.size() > kLongestAnswer) return response;
    answers_.put(key, std::make_shared<const http::Response>(response), key.size() + response.body.size());
    return to_be_kept(std::move(response), request, caller.get(), hold);
  }

  /// What was so before anything of an answer was read, and how long it is.
  struct Hold {
    std::uint64_t edition;
    Instant until;
  };

  /// A GET is a target and nothing else: the server may answer it by itself from now on, whoever may ask the same.
  [[nodiscard]] http::Response to_be_kept(http::Response response, const http::Request& request,
                                          const identity::Caller* caller, const Hold& hold) const {
    const bool is_a_sellers = caller != nullptr && caller->role == identity::Role::seller;
    const auto seconds = hold.until.seconds - services_->clock.now().seconds;
    if (request.method == "GET" && services_->options.cached_answers > 0 && seconds > 0 && !is_a_sellers)
      response.keeping = std::make_shared<const http::Keeping>(
          http::Keeping{.edition = services_->tables.edition(),
                        .made_in = hold.edition,
                        .seconds = seconds,
                        .audience = caller == nullptr ? 0 : audience_of(*caller)});
    return response;
  }

  /// Until somewhere another day is today; an hour at most.
  [[nodiscard]] Instant good_until() const {
    const Instant now = services_->clock.now();
    Instant until = now + kHour;
    if (services_->options.pinned_now) return until;
    for (const auto& marketplace : services_->tables.marketplaces()) {
      const auto table = services_->tables.current(marketplace);
      if (!table) continue;
      const auto zone = TimeZone::find(table->cube().time_zone);
      if (!zone) continue;
      until = std::min(until, zone->midnight(zone->local_day(now) + 1));
    }
    return until;
  }

  /// All that an answer depends on: what the caller may ask, the tables that serve, the day, and what was asked.
  [[nodiscard]] std::string key_of(const http::Request& request, const identity::Caller* caller, std::size_t media,
                                   const std::string& asked) const {
    std::string key = fmt::format("{}{}\n", request.method, media);
    if (caller != nullptr)
      fmt::format_to(std::back_inserter(key), "{}\n{}\n{}\n", name_of(caller->role), caller->scopes, caller->seller);
    for (const auto& marketplace : services_->tables.marketplaces()) {
      const auto table = services_->tables.current(marketplace);
      if (!table) continue;
      const auto zone = TimeZone::find(table->cube().time_zone);
      if (!zone) return {};
      fmt::format_to(std::back_inserter(key), "{}\n{:x}\n{}\n", table->id(), table->digest(),
                     format_day(zone->local_day(now_for(*services_, table->cube(), *zone))));
    }
    return key + asked;
  }

  std::shared_ptr<const Prepared> prepared(const std::string& text) {
    if (text.size() > kLongestKept) return std::make_shared<const Prepared>(graphql::prepare(schema_, text));
    if (auto kept = queries_.get(text)) return kept;
    auto made = std::make_shared<const Prepared>(graphql::prepare(schema_, text));
    queries_.put(text, made, text.size());
    return made;
  }

  http::Response execute(const http::Request& request, const identity::CallerPtr& caller, const Sent& sent,
                         std::size_t media, bool& lasts) {
    const auto query = prepared(sent.query);
    if (!*query) return told(media == kPlainJson ? 200 : 400, media, graphql::refusal_body(query->error()));
    const bool reads = graphql::only_reads(**query, sent.operation);
    if (request.method != "POST" && !reads) {
      auto refused = told(405, media,
                          graphql::refusal_body(std::array{graphql::QueryError{
                              .message = "GET and HEAD only read: send what changes something by POST."}}));
      refused.headers.set("Allow", "POST");
      return refused;
    }
    const graph::Asking asking{*services_, rankings_, caller};
    auto answer = graphql::execute(**query, {.operation = sent.operation,
                                             .variables = sent.variables.is_object() ? &sent.variables : nullptr,
                                             .context = graphql::Object::of(asking),
                                             .limits = &limits_});
    lasts = lasts && reads && asking.lasts && answer.errors == 0;
    const bool refused = !answer.has_data && media != kPlainJson;
    return told(refused ? 400 : 200, media, std::move(answer.body));
  }

  static http::Response told(int status, std::size_t media, std::string body) {
    http::Response response{.status = status, .headers = {}, .body = std::move(body)};
    response.headers.set("Content-Type", fmt::format("{}; charset=utf-8", kMedia.at(media)));
    response.headers.set("Cache-Control", "no-store");
    return response;
  }

  SharedServices services_;
  graphql::Schema schema_ = graph::schema();
  graphql::Limits limits_{.cost_of = graph::costs()};
  Rankings rankings_;
  KeptByText<http::Response> answers_;
  KeptByText<Prepared> queries_{kQueriesKept, kQueriesBytes};
};

}  // namespace

Endpoints graph_routes(const SharedServices& services) {
  const auto graph = std::make_shared<Graph>(services);
  const std::vector<std::string_view> media(kMedia.begin(), kMedia.end());
  const auto told = [&](int status) { return openapi::Answer{status, "GraphqlAnswer", media}; };
  return {{{"GET", "/graphql", [graph](const http::Request& request) { return graph->get(request); }, http::Pace::slow,
            "predictions:read"},
           {.tag = "GraphQL",
            .summary = "A GraphQL question that only reads",
            .query = {kQuery.begin(), kQuery.end()},
            .answers = {told(200), told(400), told(405)},
            .problems = {406}}},
          {{"POST", "/graphql", [graph](const http::Request& request) { return graph->post(request); },
            http::Pace::slow, "predictions:read"},
           {.tag = "GraphQL",
            .summary = "A GraphQL question",
            .body = "GraphqlQuestion",
            .answers = {told(200), told(400)},
            .problems = {406}}}};
}

}  // namespace shelfcast::api
