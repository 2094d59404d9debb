// SPDX-License-Identifier: Apache-2.0
#include "runtime/worker_pool.hpp"

#include <algorithm>
#include <utility>

namespace shelfcast::runtime {

WorkerPool::WorkerPool(std::size_t threads, Pace pace) : size_(std::max<std::size_t>(threads, 1)) {
  for (std::size_t i = 0; i < size_; ++i)
    threads_.emplace_back([this, pace] {
      go_at(pace);
      run();
    });
}

bool WorkerPool::post(std::function<void()> work) {
  {
    const std::scoped_lock lock(changing_);
    // While other work still runs it may hand on the rest of itself; after that nobody is left to run it.
    if (stopping_ && running_ == 0) return false;
    queue_.push_back(std::move(work));
  }
  news_.notify_one();
  return true;
}

bool WorkerPool::rests_within(std::chrono::seconds patience) {
  std::unique_lock lock(changing_);
  return rest_.wait_for(lock, patience, [this] { return queue_.empty() && running_ == 0; });
}

void WorkerPool::stop() {
  {
    const std::scoped_lock lock(changing_);
    stopping_ = true;
  }
  news_.notify_all();
  threads_.clear();  // joins
}

void WorkerPool::run() {
  std::unique_lock lock(changing_);
  for (;;) {
    news_.wait(lock, [this] { return stopping_ || !queue_.empty(); });
    if (queue_.empty()) return;
    auto work = std::move(queue_.front());
    queue_.pop_front();
    ++running_;
    lock.unlock();
    work();
    work = nullptr;  // what it captured goes before the lock is taken again
    lock.lock();
    --running_;
    if (queue_.empty() && running_ == 0) rest_.notify_all();
  }
}

}  // namespace shelfcast::runtime
