// SPDX-License-Identifier: Apache-2.0
#include "shelfcast/eventlog/relay.hpp"

#include "eventlog/pulse.hpp"
#include "shelfcast/base/random.hpp"
#include "shelfcast/telemetry/health.hpp"
#include "shelfcast/telemetry/log.hpp"
#include "shelfcast/telemetry/metrics.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace shelfcast::eventlog {
namespace {

std::vector<Event> as_events(std::span<const StoredEvent> stored) {
  std::vector<Event> events;
  events.reserve(stored.size());
  for (const auto& event : stored) events.push_back({event.id, event.key, event.payload});
  return events;
}

}  // namespace

struct Relay::Impl {
  Rooms rooms;
  Options options;
  Random random;
  std::chrono::milliseconds pause;  // after the next failure
  bool failing = false;
  Pulse pulse;

  Impl(const Rooms& given, Options chosen)
      : rooms(given), options(std::move(chosen)), random(options.seed, 0), pause(options.first_pause), pulse([this] {
          return send_and_pause();
        }) {}

  [[nodiscard]] std::string flag() const { return fmt::format("relay {}", options.topic); }
  Result<std::size_t> send_some();
  Result<void> send_singly(std::span<const StoredEvent> events);
  Result<void> set_aside(const StoredEvent& event, const Error& reason);
  Result<void> mark_sent(std::span<const StoredEvent> events);
  void count(std::string_view outcome, std::size_t events) const;
  std::chrono::milliseconds send_and_pause();
  void note_recovery();
  std::chrono::milliseconds note_failure(const Error& error);
};

Result<std::size_t> Relay::Impl::send_some() {
  const auto events = rooms.outbox.read(options.topic, kRelayGroup, options.at_once);
  if (!events) return std::unexpected(events.error());
  if (events->empty()) return 0;
  const auto sent = rooms.target.append(options.topic, as_events(*events));
  if (!sent && sent.error().code != Code::rejected) return std::unexpected(sent.error());
  const auto done = sent ? mark_sent(*events) : send_singly(*events);
  if (!done) return std::unexpected(done.error());
  return events->size();
}

/// Finds the event that is refused, or the several, without letting any pass another.
Result<void> Relay::Impl::send_singly(std::span<const StoredEvent> events) {
  for (const auto& event : events) {
    const std::span<const StoredEvent> one(&event, 1);
    const auto sent = rooms.target.append(options.topic, as_events(one));
    const bool refused = !sent && sent.error().code == Code::rejected;
    if (!sent && !refused) return std::unexpected(sent.error());
    const auto done = refused ? set_aside(event, sent.error()) : mark_sent(one);
    if (!done) return done;
  }
  return {};
}

Result<void> Relay::Impl::set_aside(const StoredEvent& event, const Error& reason) {
  telemetry::log(telemetry::Severity::error, "an event cannot be sent and is set aside",
                 {{"topic", options.topic}, {"event", event.id}, {"reason", reason.text()}});
  const std::span<const StoredEvent> one(&event, 1);
  storage::Batch batch;
  rooms.outbox.commit(options.topic, kRelayGroup, one, batch);
  const auto kept = rooms.outbox.append_with(options.topic + "-rejected", as_events(one), std::move(batch));
  if (!kept) return std::unexpected(kept.error());
  count("rejected", 1);
  return {};
}

Result<void> Relay::Impl::mark_sent(std::span<const StoredEvent> events) {
  storage::Batch batch;
  rooms.outbox.commit(options.topic, kRelayGroup, events, batch);
  if (auto done = rooms.store.commit(batch, "relay"); !done) return done;
  count("sent", events.size());
  return {};
}

void Relay::Impl::count(std::string_view outcome, std::size_t events) const {
  telemetry::counter("shelfcast_relay_events_total", {{"topic", options.topic}, {"outcome", outcome}})
      .add(static_cast<double>(events));
}

std::chrono::milliseconds Relay::Impl::send_and_pause() {
  const auto sent = send_some();
  if (!sent) return note_failure(sent.error());
  if (*sent == 0) return options.when_idle;
  note_recovery();
  return std::chrono::milliseconds(0);
}

void Relay::Impl::note_recovery() {
  pause = options.first_pause;
  if (!std::exchange(failing, false)) return;
  telemetry::set_health(flag(), telemetry::Condition::ok, "");
  telemetry::log(telemetry::Severity::info, "the relay sends again", {{"topic", options.topic}});
}

/// How long to wait: between a half and the whole of a pause that doubles, so that many relays do not come as one.
std::chrono::milliseconds Relay::Impl::note_failure(const Error& error) {
  telemetry::counter("shelfcast_relay_failures_total", {{"topic", options.topic}}).add();
  telemetry::set_health(flag(), telemetry::Condition::degraded, error.text());
  if (!std::exchange(failing, true)) {
    telemetry::log(telemetry::Severity::warning, "the relay cannot send; events wait in the outbox",
                   {{"topic", options.topic}, {"reason", error.text()}});
  }
  const auto jittered =
      pause / 2 + std::chrono::milliseconds(random.below(static_cast<std::uint64_t>(pause.count() / 2 + 1)));
  pause = std::min(pause * 2, options.longest_pause);
  return jittered;
}

Relay::Relay(const Rooms& rooms, Options options) : impl_(std::make_unique<Impl>(rooms, std::move(options))) {}

Relay::~Relay() {
  stop();
}

void Relay::start() {
  impl_->pulse.start();
}

void Relay::stop() {
  impl_->pulse.stop();
}

Result<std::size_t> Relay::send_some() {
  return impl_->send_some();
}

}  // namespace shelfcast::eventlog
