// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <functional>
#include <memory>

namespace shelfcast::runtime {

class Runtime;

/// Listens for SIGTERM and SIGINT while it lives, one of it at a time. The first calls `on_first` on a serving thread
/// (it must return soon: wake whoever stops the process); the second ends the process at once, with 128 + its number,
/// even where every thread is stuck. SIGPIPE is ignored from here on.
class StopSignals {
 public:
  StopSignals(Runtime& runtime, std::function<void()> on_first);
  ~StopSignals();
  StopSignals(const StopSignals&) = delete;
  StopSignals& operator=(const StopSignals&) = delete;

 private:
  struct Impl;
  std::unique_ptr<Impl> impl_;
};

/// Calls `on_signal` on a serving thread at each SIGHUP while it lives; once more, at most, after its end. It must
/// return soon.
class ReloadSignal {
 public:
  ReloadSignal(Runtime& runtime, std::function<void()> on_signal);
  ~ReloadSignal();
  ReloadSignal(const ReloadSignal&) = delete;
  ReloadSignal& operator=(const ReloadSignal&) = delete;

 private:
  struct Impl;
  std::shared_ptr<Impl> impl_;  // shared with the wait for the next one
};

}  // namespace shelfcast::runtime
