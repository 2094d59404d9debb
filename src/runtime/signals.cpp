// SPDX-License-Identifier: Apache-2.0
#include "shelfcast/runtime/signals.hpp"

#include "shelfcast/runtime/runtime.hpp"
#include "shelfcast/telemetry/log.hpp"

#include <unistd.h>
#include <boost/asio/io_context.hpp>
#include <boost/asio/signal_set.hpp>
#include <csignal>

namespace shelfcast::runtime {

namespace {

constexpr int kKilledBySignal = 128;

void end_at_once(int number) {
  ::_exit(kKilledBySignal + number);
}

// Plain handlers, not Asio's: they work where no thread is left to run Asio's.
void let_next_signal_end_process() {
  std::signal(SIGTERM, end_at_once);
  std::signal(SIGINT, end_at_once);
}

}  // namespace

struct StopSignals::Impl {
  Impl(Runtime& runtime, std::function<void()> on_first) : signals(runtime.context(), SIGTERM, SIGINT) {
    signals.async_wait([act = std::move(on_first)](const boost::system::error_code& cancelled, int number) {
      if (cancelled) return;
      let_next_signal_end_process();
      telemetry::log(telemetry::Severity::info, "stop asked for", {{"signal", number}});
      act();
    });
  }

  boost::asio::signal_set signals;
};

StopSignals::StopSignals(Runtime& runtime, std::function<void()> on_first) {
  std::signal(SIGPIPE, SIG_IGN);
  impl_ = std::make_unique<Impl>(runtime, std::move(on_first));
}

StopSignals::~StopSignals() = default;

}  // namespace shelfcast::runtime
