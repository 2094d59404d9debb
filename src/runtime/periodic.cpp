// SPDX-License-Identifier: Apache-2.0
#include "shelfcast/runtime/periodic.hpp"

#include "shelfcast/runtime/runtime.hpp"
#include "shelfcast/telemetry/log.hpp"

#include <algorithm>
#include <boost/asio/io_context.hpp>
#include <boost/asio/steady_timer.hpp>
#include <chrono>
#include <condition_variable>
#include <mutex>

namespace shelfcast::runtime {

namespace {

// A steady timer does not notice that the wall clock was set: it looks again this often.
constexpr std::int64_t kLongestWaitSeconds = 30;

}  // namespace

Instant next_due(Instant now, int every_hours) {
  const Day today = TimeZone::utc().local_day(now);
  const Instant midnight{std::int64_t{today.number} * kDaySeconds};
  const std::int64_t period = every_hours * kHour;
  const std::int64_t passed = (now.seconds - midnight.seconds) / period;
  return std::min(midnight + (passed + 1) * period, midnight + kDaySeconds);
}

bool Schedule::has_come(Instant now) {
  const bool clock_was_set_back_far = due_.seconds - now.seconds > 2 * kHour * every_hours_;
  if (clock_was_set_back_far) due_ = next_due(now, every_hours_);
  if (now < due_) return false;
  due_ = next_due(now, every_hours_);
  return true;
}

struct PeriodicTask::Impl : std::enable_shared_from_this<Impl> {
  Impl(Runtime& with, const Clock& by, Options what)
      : runtime(with),
        clock(by),
        options(std::move(what)),
        timer(with.context()),
        schedule(by.now(), options.every_hours) {}

  void look() {
    const std::scoped_lock lock(changing);
    if (stopped || !schedule.has_come(clock.now())) return;
    if (running) {
      telemetry::log(telemetry::Severity::warning, "periodic task skipped: still running", {{"task", options.name}});
      return;
    }
    // The work cannot end before this is assigned: its end takes the lock that is held here.
    running = runtime.post([self = shared_from_this()] { self->run(); });
  }

  void run() {
    options.work();
    const std::scoped_lock lock(changing);
    running = false;
    ended.notify_all();
  }

  void wait_and_look() {
    const std::scoped_lock lock(changing);
    if (stopped) return;
    const std::int64_t until_due = schedule.due().seconds - clock.now().seconds;
    timer.expires_after(std::chrono::seconds(std::clamp<std::int64_t>(until_due, 1, kLongestWaitSeconds)));
    timer.async_wait([self = shared_from_this()](const boost::system::error_code& cancelled) {
      if (cancelled) return;
      self->look();
      self->wait_and_look();
    });
  }

  Runtime& runtime;
  const Clock& clock;
  const Options options;
  std::mutex changing;  // guards all below
  std::condition_variable ended;
  boost::asio::steady_timer timer;
  Schedule schedule;
  bool running = false;
  bool stopped = false;
};

PeriodicTask::PeriodicTask(Runtime& runtime, const Clock& clock, Options options)
    : impl_(std::make_shared<Impl>(runtime, clock, std::move(options))) {}

PeriodicTask::~PeriodicTask() {
  stop();
}

void PeriodicTask::start() {
  impl_->wait_and_look();
}

void PeriodicTask::look_at_clock() {
  impl_->look();
}

Instant PeriodicTask::next() const {
  const std::scoped_lock lock(impl_->changing);
  return impl_->schedule.due();
}

void PeriodicTask::stop() {
  std::unique_lock lock(impl_->changing);
  impl_->stopped = true;
  impl_->timer.cancel();
  impl_->ended.wait(lock, [this] { return !impl_->running; });
}

}  // namespace shelfcast::runtime
