// SPDX-License-Identifier: Apache-2.0
#include "shelfcast/api/events.hpp"

#include "api/expected_json.hpp"
#include "shelfcast/telemetry/metrics.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <utility>

namespace shelfcast::api {
namespace {

constexpr std::size_t kMostWaiting = std::size_t{1024} * 1024;  // more than all that is remembered
constexpr std::string_view kBeat = ": still here\n\n";
constexpr std::string_view kGreeting = "retry: 3000\n\n";  // milliseconds until a lost line is dialled again

void count_listeners(std::size_t count) {
  telemetry::gauge("shelfcast_event_listeners").set(static_cast<double>(count));
}

}  // namespace

void Events::tell(std::string type, std::string marketplace, std::string json) {
  const std::scoped_lock lock(changing_);
  if (stopped_) return;
  const std::uint64_t number = ++last_;
  auto text = fmt::format("id: {:x}-{}\nevent: {}\ndata: {}\n\n", epoch_, number, type, json);
  recent_.push_back({number, std::move(type), std::move(marketplace), std::move(text)});
  if (recent_.size() > kRemembered) recent_.pop_front();
  send(recent_.back());
}

void Events::tell_published(const predictions::Table& table) {
  const auto& cube = table.cube();
  const auto edition = fmt::format("{} {:x}", table.id(), table.digest());
  {
    const std::scoped_lock lock(changing_);
    if (std::exchange(served_[cube.marketplace], edition) == edition) return;
  }
  tell("predictions.published", cube.marketplace,
       text_of({{"marketplaceId", cube.marketplace},
                {"cycle", table.id()},
                {"published", format_instant(table.published())},
                {"dataCut", format_day(cube.receipt.data_cut)},
                {"modelVersion", cube.receipt.model_version}}));
}

std::shared_ptr<http::Feed> Events::listen(Interest interest) {
  const std::scoped_lock lock(changing_);
  forget_the_gone();
  if (stopped_ || listeners_.size() >= most_) return nullptr;
  auto feed = std::make_shared<http::Feed>(kMostWaiting);
  feed->push(kGreeting);
  if (!interest.after.empty()) {
    const auto heard = number_heard(interest.after);
    for (const auto& event : recent_)
      if (event.number > heard && concerns(interest, event)) feed->push(event.text);
  }
  listeners_.push_back({std::move(interest), feed});
  count_listeners(listeners_.size());
  return feed;
}

void Events::beat() {
  const std::scoped_lock lock(changing_);
  for (const auto& listener : listeners_) listener.feed->push(kBeat);
  forget_the_gone();
}

void Events::stop() {
  const std::scoped_lock lock(changing_);
  stopped_ = true;
  for (const auto& listener : listeners_) listener.feed->end();
  forget_the_gone();
}

std::size_t Events::listeners() const {
  const std::scoped_lock lock(changing_);
  return listeners_.size();
}

bool Events::concerns(const Interest& interest, const Event& event) {
  const bool is_of_type =
      interest.types.empty() || std::ranges::find(interest.types, event.type) != interest.types.end();
  return is_of_type && (interest.marketplace.empty() || interest.marketplace == event.marketplace);
}

/// Of an event of this process; 0 of any other: whoever heard that may have missed all that is remembered.
std::uint64_t Events::number_heard(std::string_view id) const {
  const auto ours = fmt::format("{:x}-", epoch_);
  std::uint64_t number = 0;
  if (!id.starts_with(ours)) return 0;
  id.remove_prefix(ours.size());
  const auto [end, error] = std::from_chars(id.data(), id.data() + id.size(), number);
  return error == std::errc{} && end == id.data() + id.size() ? number : 0;
}

void Events::send(const Event& event) {
  for (const auto& listener : listeners_)
    if (concerns(listener.interest, event)) listener.feed->push(event.text);
}

void Events::forget_the_gone() {
  std::erase_if(listeners_, [](const Listener& listener) { return listener.feed->has_ended(); });
  count_listeners(listeners_.size());
}

}  // namespace shelfcast::api
