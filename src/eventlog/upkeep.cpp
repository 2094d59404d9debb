// SPDX-License-Identifier: Apache-2.0
#include "shelfcast/eventlog/upkeep.hpp"

#include "eventlog/pulse.hpp"
#include "shelfcast/telemetry/log.hpp"
#include "shelfcast/telemetry/metrics.hpp"

#include <set>

namespace shelfcast::eventlog {

struct Upkeep::Impl {
  Options options;
  std::set<const EventLog*> failing;
  Pulse pulse;

  Impl(Options given, Pulse::Work work) : options(std::move(given)), pulse(std::move(work)) {}
  Result<void> look_after(EventLog& log) const;
  void note(const EventLog& log, const Result<void>& outcome);
};

Result<void> Upkeep::Impl::look_after(EventLog& log) const {
  for (const auto& topic : options.trimmed) {
    if (auto done = log.trim(topic); !done) return done;
  }
  const auto groups = log.groups();
  if (!groups) return std::unexpected(groups.error());
  for (const auto& state : *groups) {
    telemetry::gauge("shelfcast_eventlog_backlog_events", {{"topic", state.topic}, {"group", state.group}})
        .set(static_cast<double>(state.backlog));
  }
  return {};
}

/// Once where it begins to fail, not every time: brokers may be away for hours.
void Upkeep::Impl::note(const EventLog& log, const Result<void>& outcome) {
  if (outcome) {
    failing.erase(&log);
  } else if (failing.insert(&log).second) {
    telemetry::log(telemetry::Severity::warning, "upkeep of an event log fails; it is tried again",
                   {{"reason", outcome.error().text()}});
  }
}

Upkeep::Upkeep(Options options)
    : impl_(std::make_unique<Impl>(std::move(options), [this] {
        look_after();
        return std::chrono::milliseconds(impl_->options.every);
      })) {}

Upkeep::~Upkeep() {
  stop();
}

void Upkeep::start() {
  impl_->pulse.start();
}

void Upkeep::stop() {
  impl_->pulse.stop();
}

void Upkeep::look_after() {
  for (auto* log : impl_->options.logs) impl_->note(*log, impl_->look_after(*log));
}

}  // namespace shelfcast::eventlog
