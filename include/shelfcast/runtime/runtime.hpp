// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <chrono>
#include <cstddef>
#include <functional>
#include <memory>

namespace boost::asio {
class io_context;  // NOLINT(readability-identifier-naming): Asio's own name
}

namespace shelfcast::runtime {

/// The threads of the process: some that serve connections, a pool for answers that take longer, and one for work that
/// nobody waits for, which gives way to all else.
///
/// Calls: construct, (answer | post | parallel | context | rests_within)*, stop. `stop` lets queued work finish and
/// joins every thread; it is not called from one of them.
class Runtime {
 public:
  struct Options {
    std::size_t serving = 1;
    std::size_t answering = 1;
    std::size_t workers = 2;
  };
  explicit Runtime(const Options& options);
  ~Runtime();
  Runtime(const Runtime&) = delete;
  Runtime& operator=(const Runtime&) = delete;

  boost::asio::io_context& context();
  /// Runs what somebody waits for on threads that no other work ever takes. It must not throw. False where they have
  /// stopped: the work is dropped.
  bool answer(std::function<void()> work);
  /// Runs `work` on the pool, soon. It must not throw. False where the pool has stopped: the work is dropped.
  bool post(std::function<void()> work);
  /// Runs work(0) .. work(count - 1) on the pool and the calling thread, and returns when all are done. The first
  /// exception is thrown again. May be called from the pool itself.
  void parallel(std::size_t count, const std::function<void(std::size_t)>& work);
  /// Waits until nothing is left of what was posted, but no longer than this; false where something is.
  bool rests_within(std::chrono::seconds patience);
  void stop();

 private:
  struct Impl;
  std::unique_ptr<Impl> impl_;
};

}  // namespace shelfcast::runtime
