// SPDX-License-Identifier: Apache-2.0
#include "shelfcast/runtime/signals.hpp"

#include "shelfcast/runtime/runtime.hpp"
#include "shelfcast/telemetry/log.hpp"

#include <unistd.h>
#include <boost/asio/io_context.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/signal_set.hpp>
#include <boost/asio/strand.hpp>
#include <csignal>

namespace shelfcast::runtime {

namespace asio = boost::asio;

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

struct ReloadSignal::Impl : std::enable_shared_from_this<Impl> {
  Impl(Runtime& runtime, std::function<void()> on_signal)
      : strand(asio::make_strand(runtime.context())), signals(strand, SIGHUP), act(std::move(on_signal)) {}

  void wait() {
    signals.async_wait([self = shared_from_this()](const boost::system::error_code& cancelled, int /*number*/) {
      if (cancelled) return;
      self->act();
      self->wait();
    });
  }

  asio::strand<asio::io_context::executor_type> strand;
  asio::basic_signal_set<asio::strand<asio::io_context::executor_type>> signals;
  std::function<void()> act;
};

ReloadSignal::ReloadSignal(Runtime& runtime, std::function<void()> on_signal)
    : impl_(std::make_shared<Impl>(runtime, std::move(on_signal))) {
  asio::post(impl_->strand, [impl = impl_] { impl->wait(); });
}

ReloadSignal::~ReloadSignal() {
  asio::post(impl_->strand, [impl = impl_] { impl->signals.cancel(); });
}

}  // namespace shelfcast::runtime
