// SPDX-License-Identifier: Apache-2.0
#include "api/events/event_stream.hpp"

#include "api/answer_json.hpp"
#include "api/standings.hpp"

#include <fmt/format.h>

#include <utility>

namespace shelfcast::api {
namespace {

constexpr std::size_t kMostWaiting = std::size_t{1024} * 1024;  // more than all that is remembered
constexpr std::string_view kBeat = ": still here\n\n";
constexpr std::string_view kGreeting = "retry: 3000\n\n";  // milliseconds until a lost line is dialled again

}  // namespace

void EventStream::ask_for(TopSellersAsked asked, SharedServices services) {
  asked_ = std::move(asked);
  services_ = std::move(services);
}

void EventStream::look() {
  if (!services_) return;
  const std::scoped_lock lock(looking_);
  auto& standings = *services_->standings;
  const auto choice = standings.live(asked_.marketplace, asked_.question);
  if (!choice) return;
  auto edition = live_edition(*choice);
  if (edition == edition_) return;
  edition_ = std::move(edition);
  auto json = top_sellers_json(*choice, asked_.question, standings.rankings().best_products(*choice, asked_.question));
  if (json == told_) return;
  told_ = std::move(json);
  put({.id = {}, .type = std::string(kTopSellers), .marketplace = asked_.marketplace, .json = told_});
}

FeedStream::FeedStream() : feed_(std::make_shared<http::Feed>(kMostWaiting)) {
  feed_->push(kGreeting);
}

void FeedStream::beat() {
  feed_->push(kBeat);
}

void FeedStream::put(const Event& event) {
  const auto id = event.id.empty() ? std::string() : fmt::format("id: {}\n", event.id);
  feed_->push(fmt::format("{}event: {}\ndata: {}\n\n", id, event.type, event.json));
}

void SocketStream::stop() {
  socket_->close(http::Closing::kGoingAway, "The server is stopping.");
}

void SocketStream::put(const Event& event) {
  const auto id = event.id.empty() ? std::string("null") : fmt::format(R"("{}")", event.id);
  socket_->send(fmt::format(R"({{"id":{},"event":"{}","data":{}}})", id, event.type, event.json));
}

}  // namespace shelfcast::api
