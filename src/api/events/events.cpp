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

void count_listeners(std::size_t count) {
  telemetry::gauge("shelfcast_event_listeners").set(static_cast<double>(count));
}

}  // namespace

void Events::tell(Event event) {
  const std::scoped_lock lock(changing_);
  if (stopped_) return;
  const std::uint64_t number = ++last_;
  event.id = fmt::format("{:x}-{}", epoch_, number);
  recent_.push_back({number, std::move(event)});
  if (recent_.size() > kRemembered) recent_.pop_front();
  send(recent_.back().event);
}

void Events::tell_published(const predictions::Table& table) {
  const auto& cube = table.cube();
  const auto edition = fmt::format("{} {:x}", table.id(), table.digest());
  {
    const std::scoped_lock lock(changing_);
    if (std::exchange(served_[cube.marketplace], edition) == edition) return;
  }
  tell({.id = {},
        .type = std::string(kPublished),
        .marketplace = cube.marketplace,
        .json = text_of({{"marketplaceId", cube.marketplace},
                         {"cycle", table.id()},
                         {"published", format_instant(table.published())},
                         {"dataCut", format_day(cube.receipt.data_cut)},
                         {"modelVersion", cube.receipt.model_version}})});
}

bool Events::listen(Interest interest, std::shared_ptr<Listener> listener) {
  const std::scoped_lock lock(changing_);
  forget_the_gone();
  if (stopped_ || listening_.size() >= most_) return false;
  if (!interest.after.empty()) {
    const auto heard = number_heard(interest.after);
    for (const auto& [number, event] : recent_)
      if (number > heard && concerns(interest, event)) listener->tell(event);
  }
  listening_.push_back({std::move(interest), std::move(listener)});
  count_listeners(listening_.size());
  return true;
}

void Events::beat() {
  const std::scoped_lock lock(changing_);
  for (const auto& one : listening_) one.listener->beat();
  forget_the_gone();
}

/// Without the lock: it may take a while.
void Events::look() {
  std::vector<Listening> all;
  {
    const std::scoped_lock lock(changing_);
    all = listening_;
  }
  for (const auto& one : all) one.listener->look();
}

void Events::stop() {
  const std::scoped_lock lock(changing_);
  stopped_ = true;
  for (const auto& one : listening_) one.listener->stop();
  forget_the_gone();
}

std::size_t Events::listeners() const {
  const std::scoped_lock lock(changing_);
  return listening_.size();
}

bool Events::concerns(const Interest& interest, const Event& event) {
  const bool is_of_type =
      interest.types.empty() || std::ranges::find(interest.types, event.type) != interest.types.end();
  const bool may_know = !event.seller || !interest.seller || *event.seller == *interest.seller;
  return is_of_type && may_know && (interest.marketplace.empty() || interest.marketplace == event.marketplace);
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
  for (const auto& one : listening_)
    if (concerns(one.interest, event)) one.listener->tell(event);
}

void Events::forget_the_gone() {
  std::erase_if(listening_, [](const Listening& one) { return one.listener->has_gone(); });
  count_listeners(listening_.size());
}

}  // namespace shelfcast::api
