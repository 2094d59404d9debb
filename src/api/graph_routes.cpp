// SPDX-License-Identifier: Apache-2.0
// GraphQL: GET and POST of /graphql, and what it becomes as a WebSocket.
#include "api/endpoints.hpp"
#include "api/formats.hpp"
#include "api/graph/session.hpp"
#include "api/guard/tenancy.hpp"
#include "api/sent_json.hpp"
#include "shelfcast/base/clock.hpp"
#include "shelfcast/base/words.hpp"
#include "shelfcast/graphql/execute.hpp"
#include "shelfcast/http/keeping.hpp"

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include <algorithm>
#include <array>
#include <optional>

namespace shelfcast::api {
namespace {

using Json = nlohmann::ordered_json;

constexpr std::array<std::string_view, 2> kMedia{"application/json", "application/graphql-response+json"};
constexpr std::size_t kPlainJson = 0;
constexpr std::size_t kLongestMessage = std::size_t{256} * 1024;

/// Of a GET.
constexpr std::array<openapi::QueryParameter, 4> kQuery{{
    {"query",
     {.sentence = "must be the text of a GraphQL document", .example = "{__typename}", .may_be_empty = true},
     true},
    {"operationName", {.sentence = "must be the name of one of its operations", .may_be_empty = true}},
    {"variables", text_as("{}", "must be a JSON object")},
    {"extensions", text_as("{}", "must be a JSON object")},
}};
constexpr std::size_t kLongestAnswer = std::size_t{256} * 1024;  // that is kept
constexpr std::size_t kAnswersBytes = std::size_t{64} * 1024 * 1024;
constexpr std::size_t kPacesKept = 1'000;
constexpr std::size_t kPacesBytes = std::size_t{1} << 20U;
constexpr std::uint64_t kNever = ~std::uint64_t{0};  // an edition that there is not
constexpr double kQuick = 0.0002;                    // seconds: what a page takes whose ranking is not kept

using graph::Malformed;
using graph::Sent;

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
  return graph::read_members(body);
}

class Graph {
 public:
  explicit Graph(SharedServices services)
      : services_(services),
        engine_(std::make_shared<graph::Engine>(std::move(services))),
        answers_(services_->options.cached_answers, kAnswersBytes),
        quick_in_(kPacesKept, kPacesBytes) {}

  http::Response get(const http::Request& request) {
    if (http::asks_for_web_socket(request)) return become_web_socket(request);
    return answer(request, request.target, [&] { return read_query(request.query); });
  }

  /// Whether what is asked may keep others waiting: all that was not answered quickly in the same words, by the tables
  /// that serve.
  bool takes_long(const std::string& asked) { return takes_long(asked, edition_now()); }

  http::Response post(const http::Request& request) {
    const auto type = request.headers.get("Content-Type").value_or("");
    if (!is_json(type))
      return answer_of({.status = 415,
                        .type = "unsupported-media-type",
                        .title = "The body is of another kind than it must be",
                        .detail = "Send 'Content-Type: application/json', in UTF-8."},
                       request);
    return answer(request, request.body, [&] { return graph::read_body(request.body); });
  }

 private:
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
    const Hold hold{edition_now(), good_until()};
    const auto caller = caller_of(*services_, request);
    const auto key = asked.size() <= graph::kLongestKept ? key_of(request, caller.get(), *media, asked) : std::string();
    if (const auto kept = key.empty() ? nullptr : answers_.get(key)) {
      remember_pace(asked, true, hold.edition);
      return to_be_kept(*kept, request, caller.get(), hold);
    }
    const auto sent = read();
    if (!sent)
      return told(400, *media, graphql::refusal_body(std::array{graphql::QueryError{.message = sent.error()}}));
    bool lasts = !key.empty();
    const double begun = stopwatch_seconds();
    auto response = execute(request, caller, *sent, *media, lasts);
    remember_pace(asked, lasts && stopwatch_seconds() - begun < kQuick, hold.edition);
    if (!lasts || response.status != 200 || response.body.size() > kLongestAnswer) return response;
    answers_.put(key, std::make_shared<const http::Response>(response), key.size() + response.body.size());
    return to_be_kept(std::move(response), request, caller.get(), hold);
  }

  [[nodiscard]] std::uint64_t edition_now() const {
    return services_->tables.edition()->load(std::memory_order_acquire);
  }

  bool takes_long(const std::string& asked, std::uint64_t edition) {
    const auto quick_in = quick_in_.get(asked);
    return !quick_in || *quick_in != edition;
  }

  void remember_pace(const std::string& asked, bool is_quick, std::uint64_t edition) {
    if (is_quick != takes_long(asked, edition)) return;  // known
    quick_in_.put(asked, std::make_shared<const std::uint64_t>(is_quick ? edition : kNever), asked.size());
  }

  /// What was so before anything of an answer was read, and how long it is.
  struct Hold {
    std::uint64_t edition;
    Instant until;
  };

  /// A GET is a target and nothing else: the server may answer it by itself from now on, whoever may ask the same.
  [[nodiscard]] http::Response to_be_kept(http::Response response, const http::Request& request,
                                          const identity::Caller* caller, const Hold& hold) const {
    const auto seconds = hold.until.seconds - services_->clock.now().seconds;
    if (request.method == "GET" && services_->options.cached_answers > 0 && seconds > 0 && !is_seller(caller))
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

  http::Response become_web_socket(const http::Request& request) {
    if (auto refused = http::refuse_handshake(request)) return std::move(*refused);
    if (!http::offers_subprotocol(request, graph::kTransport))
      return answer_of({.status = 400,
                        .type = "bad-handshake",
                        .title = "This cannot become a WebSocket",
                        .detail = fmt::format("Sec-WebSocket-Protocol must offer {}.", graph::kTransport)},
                       request);
    const auto socket = std::make_shared<http::WebSocket>();
    const auto session = std::make_shared<graph::Session>(engine_, socket, request);
    if (services_->events == nullptr || !services_->events->listen({.types = {std::string(kPublished)}}, session))
      return answer_of(too_many_listen(), request);
    return http::upgraded({.socket = socket,
                           .conversation = session,
                           .subprotocol = std::string(graph::kTransport),
                           .message_bytes = kLongestMessage});
  }

  static http::Response refused(std::size_t media, std::string message) {
    return told(media == kPlainJson ? 200 : 400, media,
                graphql::refusal_body(std::array{graphql::QueryError{.message = std::move(message)}}));
  }

  http::Response execute(const http::Request& request, const identity::CallerPtr& caller, const Sent& sent,
                         std::size_t media, bool& lasts) {
    const auto query = engine_->prepared(sent.query);
    if (!*query) return told(media == kPlainJson ? 200 : 400, media, graphql::refusal_body(query->error()));
    if (graphql::subscribes(**query, sent.operation))
      return refused(media, "Subscriptions are answered over a WebSocket that speaks graphql-transport-ws.");
    const bool reads = graphql::only_reads(**query, sent.operation);
    if (request.method != "POST" && !reads) {
      auto answer = told(405, media,
                         graphql::refusal_body(std::array{graphql::QueryError{
                             .message = "GET and HEAD only read: send what changes something by POST."}}));
      answer.headers.set("Allow", "POST");
      return answer;
    }
    const graph::Asking asking = engine_->asking(caller);
    auto answer = graphql::execute(**query, engine_->request(sent, asking));
    lasts = lasts && reads && asking.lasts && answer.errors == 0;
    const bool is_refused = !answer.has_data && media != kPlainJson;
    return told(is_refused ? 400 : 200, media, std::move(answer.body));
  }

  static http::Response told(int status, std::size_t media, std::string body) {
    http::Response response{.status = status, .headers = {}, .body = std::move(body)};
    response.headers.set("Content-Type", fmt::format("{}; charset=utf-8", kMedia.at(media)));
    response.headers.set("Cache-Control", "no-store");
    return response;
  }

  SharedServices services_;
  std::shared_ptr<graph::Engine> engine_;
  graph::KeptByText<http::Response> answers_;
  graph::KeptByText<std::uint64_t> quick_in_;  ///< the edition of the tables; other ones may have to be read first
};

}  // namespace

Endpoints graph_routes(const SharedServices& services) {
  const auto graph = std::make_shared<Graph>(services);
  const std::vector<std::string_view> media(kMedia.begin(), kMedia.end());
  const auto told = [&](int status) { return openapi::Answer{status, "GraphqlAnswer", media}; };
  return {{{.method = "GET",
            .path = "/graphql",
            .handle = [graph](const http::Request& request) { return graph->get(request); },
            .pace = http::Pace::slow,
            .needs = "predictions:read",
            .takes_long = [graph](const http::Request& request) { return graph->takes_long(request.target); },
            .may_sign_in_later = true},
           {.tag = "GraphQL",
            .summary = "A GraphQL question that only reads",
            .query = {kQuery.begin(), kQuery.end()},
            .answers = {told(200), told(400), told(405)},
            .problems = {406},
            .as_web_socket = "graphql-transport-ws, subscriptions too"}},
          {{.method = "POST",
            .path = "/graphql",
            .handle = [graph](const http::Request& request) { return graph->post(request); },
            .needs = "predictions:read",
            .takes_long = [graph](const http::Request& request) { return graph->takes_long(request.body); }},
           {.tag = "GraphQL",
            .summary = "A GraphQL question",
            .body = "GraphqlQuestion",
            .answers = {told(200), told(400)},
            .problems = {406}}}};
}

}  // namespace shelfcast::api
