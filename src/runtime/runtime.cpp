// SPDX-License-Identifier: Apache-2.0
#include "shelfcast/runtime/runtime.hpp"

#include "runtime/worker_pool.hpp"

#include <algorithm>
#include <atomic>
#include <boost/asio/executor_work_guard.hpp>
#include <boost/asio/io_context.hpp>
#include <exception>
#include <mutex>
#include <thread>
#include <vector>

namespace shelfcast::runtime {

namespace {

/// What the threads of one `parallel` call share. A helper that comes late finds nothing left and touches no more than
/// this.
class SharedLoop {
 public:
  SharedLoop(std::size_t count, const std::function<void(std::size_t)>& work) : count_(count), work_(work) {}

  void take_part() {
    for (std::size_t i = next_.fetch_add(1); i < count_; i = next_.fetch_add(1)) {
      run_one(i);
      if (done_.fetch_add(1) + 1 == count_) done_.notify_all();
    }
  }

  void wait_for_all() {
    for (std::size_t done = done_; done != count_; done = done_) done_.wait(done);
    if (first_failure_) std::rethrow_exception(first_failure_);
  }

 private:
  void run_one(std::size_t i) {
    if (failed_) return;  // the caller will get an exception: what is left would be for nothing
    try {
      work_(i);
    } catch (...) {
      if (!failed_.exchange(true)) first_failure_ = std::current_exception();
    }
  }

  const std::size_t count_;
  const std::function<void(std::size_t)>& work_;  // alive as long as an index is left: the caller waits
  std::atomic<std::size_t> next_ = 0;
  std::atomic<std::size_t> done_ = 0;
  std::atomic<bool> failed_ = false;
  std::exception_ptr first_failure_;  // written by whoever set failed_, read after everybody is done
};

}  // namespace

struct Runtime::Impl {
  explicit Impl(const Options& options)
      : context(static_cast<int>(std::max<std::size_t>(options.serving, 1))),
        stays_open(context.get_executor()),
        answering(options.answering, Pace::prompt),
        pool(options.workers, Pace::gives_way) {
    for (std::size_t i = 0; i < std::max<std::size_t>(options.serving, 1); ++i) {
      serving.emplace_back([this] {
        go_at(Pace::prompt);
        context.run();
      });
    }
  }

  boost::asio::io_context context;
  boost::asio::executor_work_guard<boost::asio::io_context::executor_type> stays_open;
  WorkerPool answering;
  WorkerPool pool;
  std::once_flag stopped;
  std::vector<std::jthread> serving;
};

Runtime::Runtime(const Options& options) : impl_(std::make_unique<Impl>(options)) {}

Runtime::~Runtime() {
  stop();
}

boost::asio::io_context& Runtime::context() {
  return impl_->context;
}

bool Runtime::answer(std::function<void()> work) {
  return impl_->answering.post(std::move(work));
}

bool Runtime::post(std::function<void()> work) {
  return impl_->pool.post(std::move(work));
}

void Runtime::parallel(std::size_t count, const std::function<void(std::size_t)>& work) {
  if (count == 0) return;
  const auto loop = std::make_shared<SharedLoop>(count, work);
  const std::size_t helpers = std::min(count - 1, impl_->pool.size());
  for (std::size_t i = 0; i < helpers; ++i) impl_->pool.post([loop] { loop->take_part(); });
  // The caller works too and waits only for what somebody has begun: no deadlock where the pool itself calls.
  loop->take_part();
  loop->wait_for_all();
}

bool Runtime::rests_within(std::chrono::seconds patience) {
  return impl_->pool.rests_within(patience);
}

void Runtime::stop() {
  std::call_once(impl_->stopped, [this] {
    impl_->pool.stop();  // these first: their last results may still have to be sent
    impl_->answering.stop();
    impl_->stays_open.reset();
    impl_->context.stop();
    impl_->serving.clear();  // joins
  });
}

}  // namespace shelfcast::runtime
