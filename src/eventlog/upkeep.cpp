// SPDX-License-Identifier: Apache-2.0
#include "shelfcast/eventlog/upkeep.hpp"

#include "eventlog/pulse.hpp"
#include "shelfcast/telemetry/log.hpp"
#include "shelfcast/telemetry/metrics.hpp"

namespace shelfcast::eventlog {
namespace {

void note(const Error& error) {
  telemetry::log(telemetry::Severity::warning, "upkeep of an event log failed; it is tried again",
                 {{"reason", error.text()}});
}

}  // namespace

struct Upkeep::Impl {
  Options options;
  Pulse pulse;

  Impl(Options given, Pulse::Work work) : options(std::move(given)), pulse(std::move(work)) {}
};

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
  for (auto* log : impl_->options.logs) {
    for (const auto& topic : impl_->options.trimmed) {
      if (const auto done = log->trim(topic); !done) note(done.error());
    }
    const auto groups = log->groups();
    if (!groups) {
      note(groups.error());
      continue;
    }
    for (const auto& state : *groups) {
      telemetry::gauge("shelfcast_eventlog_backlog_events", {{"topic", state.topic}, {"group", state.group}})
          .set(static_cast<double>(state.backlog));
    }
  }
}

}  // namespace shelfcast::eventlog
