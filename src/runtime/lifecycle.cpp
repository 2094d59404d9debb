// SPDX-License-Identifier: Apache-2.0
#include "shelfcast/runtime/lifecycle.hpp"

#include "shelfcast/base/clock.hpp"
#include "shelfcast/telemetry/log.hpp"

namespace shelfcast::runtime {

using telemetry::log;
using telemetry::Severity;

Lifecycle::~Lifecycle() {
  stop();
}

void Lifecycle::add(std::string name, std::function<Result<void>()> start, std::function<void()> stop) {
  steps_.push_back({std::move(name), std::move(start), std::move(stop)});
}

Result<void> Lifecycle::start() {
  while (started_ < steps_.size()) {
    const Step& step = steps_[started_];
    const double begun = stopwatch_seconds();
    if (const auto outcome = step.start(); !outcome) {
      log(Severity::error, "start failed", {{"step", step.name}, {"reason", outcome.error().text()}});
      stop();
      return outcome;
    }
    ++started_;
    log(Severity::info, "started", {{"step", step.name}, {"duration_s", stopwatch_seconds() - begun}});
  }
  return {};
}

void Lifecycle::stop() {
  while (started_ > 0) {
    const Step& step = steps_[--started_];
    const double begun = stopwatch_seconds();
    step.stop();
    log(Severity::info, "stopped", {{"step", step.name}, {"duration_s", stopwatch_seconds() - begun}});
  }
}

}  // namespace shelfcast::runtime
