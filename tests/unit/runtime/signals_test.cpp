// SPDX-License-Identifier: Apache-2.0
#include "shelfcast/runtime/signals.hpp"

#include "shelfcast/runtime/runtime.hpp"

#include <sys/wait.h>
#include <unistd.h>
#include <catch2/catch.hpp>
#include <csignal>
#include <cstdio>
#include <future>
#include <semaphore>

using namespace shelfcast::runtime;

namespace {

/// The exit code of a process of its own that does `act`.
template <class Act>
int exit_code_of(const Act& act) {
  const pid_t child = ::fork();
  if (child == 0) {
    std::signal(SIGTERM, SIG_DFL);
    std::signal(SIGINT, SIG_DFL);
    if (std::freopen("/dev/null", "w", stderr) == nullptr) ::_exit(99);
    act();
    ::_exit(0);
  }
  int status = 0;
  ::waitpid(child, &status, 0);
  return WIFEXITED(status) ? WEXITSTATUS(status) : -1;
}

void raise_and_wait(int signal, int times) {
  Runtime runtime({.serving = 1, .workers = 1});
  std::promise<void> asked;
  const StopSignals signals(runtime, [&] { asked.set_value(); });
  std::raise(signal);
  asked.get_future().wait();
  if (times > 1) std::raise(signal);
  runtime.stop();
}

}  // namespace

TEST_CASE("the first stop signal is an orderly stop, the second ends the process at once") {
  CHECK(exit_code_of([] { raise_and_wait(SIGTERM, 1); }) == 0);
  CHECK(exit_code_of([] { raise_and_wait(SIGTERM, 2); }) == 128 + SIGTERM);
  CHECK(exit_code_of([] { raise_and_wait(SIGINT, 2); }) == 128 + SIGINT);
}

TEST_CASE("each SIGHUP is told, and none ends the process") {
  CHECK(exit_code_of([] {
          Runtime runtime({.serving = 1, .workers = 1});
          std::counting_semaphore told{0};
          {
            const ReloadSignal signal(runtime, [&] { told.release(); });
            for (int i = 0; i < 3; ++i) {
              std::raise(SIGHUP);
              told.acquire();
            }
          }
          runtime.stop();
        }) == 0);
}

TEST_CASE("writing to a pipe whose reader is gone does not end the process") {
  CHECK(exit_code_of([] {
          Runtime runtime({.serving = 1, .workers = 1});
          const StopSignals signals(runtime, [] {});
          int ends[2];
          if (::pipe(ends) != 0) ::_exit(98);
          ::close(ends[0]);
          const bool failed = ::write(ends[1], "x", 1) < 0;
          runtime.stop();
          ::_exit(failed ? 0 : 97);
        }) == 0);
}
