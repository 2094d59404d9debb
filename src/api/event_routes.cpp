// SPDX-License-Identifier: Apache-2.0
// What happens, as it happens: server-sent events.
#include "api/endpoints.hpp"
#include "api/formats.hpp"
#include "api/question.hpp"
#include "shelfcast/api/events.hpp"

#include <algorithm>
#include <array>

namespace shelfcast::api {
namespace {

constexpr std::array<std::string_view, 1> kMedia{"text/event-stream"};
constexpr std::array<std::string_view, 1> kTypes{"predictions.published"};

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

constexpr std::array<Parameter<Events::Interest>, 3> kParameters{{
    {"types",
     [](auto text, auto& interest) { return read_types(text, interest.types); },
     {"must be names of events with commas between them: predictions.published"}},
    {"marketplaceId",
     [](auto text, auto& interest) { return read_name(text, interest.marketplace); },
     {"must be a marketplace"}},
    {"lastEventId",
     [](auto text, auto& interest) { return read_name(text, interest.after); },
     {"must be the id of an event"}},
}};

http::Response listen(Events& events, const http::Request& request) {
  Events::Interest interest;
  auto errors = read_parameters<Events::Interest>(request.query, kParameters, interest);
  if (!errors.empty()) return answer_of(bad_fields(400, std::move(errors)), request);
  if (!most_liked(request, kMedia))
    return answer_of(
        {.status = 406, .type = "not-acceptable", .title = "Not Acceptable", .detail = "There is text/event-stream."},
        request);
  // A browser that dials again tells it so, whatever its first question was.
  if (const auto last = request.headers.get("Last-Event-ID")) interest.after = *last;
  auto feed = events.listen(std::move(interest));
  if (!feed)
    return answer_of({.status = 503,
                      .type = "overloaded",
                      .title = "Too many listen",
                      .detail = "As many listen to this server as may. Try again in a while.",
                      .retry_after = 60},
                     request);
  http::Response response{.status = 200, .headers = {}, .body = {}, .feed = std::move(feed)};
  response.headers.set("Content-Type", kMedia.front());
  response.headers.set("Cache-Control", "no-store");
  response.headers.set("X-Accel-Buffering", "no");  // a proxy that waits for more would keep it from the reader
  return response;
}

}  // namespace

Endpoints event_routes(const SharedServices& services) {
  if (services->events == nullptr) return {};
  return {{{"GET", "/api/v1/events",
            [services](const http::Request& request) { return listen(*services->events, request); }, http::Pace::quick,
            "predictions:read"},
           {.tag = "Events",
            .summary = "What happens, as it happens: server-sent events, which browsers dial again by themselves",
            .query = openapi::read_by<Events::Interest>(kParameters),
            .answers = {{200, "", {kMedia.front()}}},
            .problems = {406, 503}}}};
}

}  // namespace shelfcast::api
