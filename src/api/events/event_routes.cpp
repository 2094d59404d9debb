// SPDX-License-Identifier: Apache-2.0
// What happens, as it happens: server-sent events, or messages of a WebSocket.
#include "api/endpoints.hpp"
#include "api/events/event_stream.hpp"
#include "api/formats.hpp"
#include "api/guard/tenancy.hpp"

#include <algorithm>
#include <array>

namespace shelfcast::api {
namespace {

constexpr std::array<std::string_view, 1> kMedia{"text/event-stream"};
constexpr std::array<std::string_view, 3> kTypes{kPublished, kAlertRaised, kTopSellers};

struct Asked {
  Events::Interest interest;
  Question top;  ///< of the best sellers

  [[nodiscard]] bool wants_top() const {
    return std::ranges::find(interest.types, kTopSellers) != interest.types.end();
  }
};

/// Names with commas between them.
bool read_types(std::string_view text, std::vector<std::string>& types) {
  while (true) {
    const auto comma = std::min(text.find(','), text.size());
    types.emplace_back(text.substr(0, comma));
    if (std::ranges::find(kTypes, types.back()) == kTypes.end()) return false;
    if (comma == text.size()) return true;
    text.remove_prefix(comma + 1);
  }
}

constexpr std::array<Parameter<Asked>, 5> kParameters{{
    {"types",
     [](auto text, auto& asked) { return read_types(text, asked.interest.types); },
     {"must be names of events with commas between them: predictions.published, alert.raised, top-sellers"}},
    {"marketplaceId",
     [](auto text, auto& asked) { return read_name(text, asked.interest.marketplace); },
     {"must be a marketplace"}},
    {"lastEventId",
     [](auto text, auto& asked) { return read_name(text, asked.interest.after); },
     {"must be the id of an event"}},
    {"timeFrame", [](auto text, auto& asked) { return assign(parse_frame(text), asked.top.frame); },
     one_of("day, week, month, quarter, half, year")},
    {"limit", [](auto text, auto& asked) { return assign(parse_count(text, 1, 100), asked.top.limit); },
     whole_number(1, 100)},
}};

std::expected<Asked, Refusal> read_asked(const Services& services, const http::Request& request) {
  Asked asked;
  auto errors = read_parameters<Asked>(request.query, kParameters, asked);
  if (asked.wants_top()) take_only_marketplace(services.tables.marketplaces(), asked.interest.marketplace, errors);
  if (!errors.empty()) return std::unexpected(bad_fields(400, std::move(errors)));
  const auto caller = caller_of(services, request);
  if (is_seller(caller.get())) asked.interest.seller = seller_key(services, caller->seller);
  // A browser that dials again tells it so, whatever its first question was.
  if (const auto last = request.headers.get("Last-Event-ID")) asked.interest.after = *last;
  return asked;
}

http::Response event_stream(std::shared_ptr<http::Feed> feed) {
  http::Response response{.status = 200, .headers = {}, .body = {}, .feed = std::move(feed)};
  response.headers.set("Content-Type", kMedia.front());
  response.headers.set("Cache-Control", "no-store");
  response.headers.set("X-Accel-Buffering", "no");  // a proxy that waits for more would keep it from the reader
  return response;
}

/// Nobody here hears what a listener says.
class Monologue final : public http::Conversation {
  void hear(std::string_view /*message*/) override {}
  void end() override {}
};

class EventRoutes {
 public:
  explicit EventRoutes(SharedServices services) : services_(std::move(services)) {}

  http::Response listen(const http::Request& request) {
    const auto asked = read_asked(*services_, request);
    if (!asked) return answer_of(asked.error(), request);
    return http::asks_for_web_socket(request) ? over_web_socket(*asked, request) : over_feed(*asked, request);
  }

 private:
  http::Response over_feed(const Asked& asked, const http::Request& request) {
    if (!most_liked(request, kMedia))
      return answer_of(
          {.status = 406, .type = "not-acceptable", .title = "Not Acceptable", .detail = "There is text/event-stream."},
          request);
    const auto stream = std::make_shared<FeedStream>();
    if (!begin(asked, stream)) return answer_of(too_many_listen(), request);
    return event_stream(stream->feed());
  }

  http::Response over_web_socket(const Asked& asked, const http::Request& request) {
    if (auto refused = http::refuse_handshake(request)) return std::move(*refused);
    const auto socket = std::make_shared<http::WebSocket>();
    if (!begin(asked, std::make_shared<SocketStream>(socket))) return answer_of(too_many_listen(), request);
    return http::upgraded({.socket = socket, .conversation = std::make_shared<Monologue>()});
  }

  /// False where as many listen as may.
  bool begin(const Asked& asked, const std::shared_ptr<EventStream>& stream) {
    if (asked.wants_top()) stream->ask_for({asked.interest.marketplace, asked.top}, services_);
    if (!services_->events->listen(asked.interest, stream)) return false;
    stream->look();
    return true;
  }

  SharedServices services_;
};

}  // namespace

Endpoints event_routes(const SharedServices& services) {
  if (services->events == nullptr) return {};
  const auto routes = std::make_shared<EventRoutes>(services);
  // What sells best may have to be ranked first.
  const auto names_types = [](const http::Request& request) {
    return std::ranges::any_of(request.query, [](const auto& one) { return one.first == "types"; });
  };
  return {{{.method = "GET",
            .path = "/api/v1/events",
            .handle = [routes](const http::Request& request) { return routes->listen(request); },
            .needs = "predictions:read",
            .takes_long = names_types},
           {.tag = "Events",
            .summary = "What happens, as it happens: server-sent events, which browsers dial again by themselves",
            .query = openapi::read_by<Asked>(kParameters),
            .answers = {{200, "", {kMedia.front()}}},
            .problems = {406, 503},
            .as_web_socket = "each event as a message {\"id\", \"event\", \"data\"}"}}};
}

}  // namespace shelfcast::api
