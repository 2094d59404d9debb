// SPDX-License-Identifier: Apache-2.0
// Preloaded into a process (LD_PRELOAD), it sets its clock: to what the system says and the seconds that stand in the
// file SHELFCAST_CLOCK names (an int64 as the machine writes it), which may be written anew while the process runs.
// Only std::chrono's clock is set, by which shelfcast goes; RocksDB waits by another, which must agree with the
// kernel's.
#include <fcntl.h>
#include <sys/mman.h>
#include <sys/syscall.h>
#include <time.h>
#include <unistd.h>

#include <atomic>
#include <cstdint>
#include <cstdlib>

namespace {

std::int64_t ahead() {
  static const std::atomic<std::int64_t>* const seconds = []() -> const std::atomic<std::int64_t>* {
    const char* name = std::getenv("SHELFCAST_CLOCK");
    if (name == nullptr) return nullptr;
    const int file = ::open(name, O_RDONLY | O_CLOEXEC);
    void* mapped = ::mmap(nullptr, sizeof(std::int64_t), PROT_READ, MAP_SHARED, file, 0);
    if (mapped == MAP_FAILED) std::abort();  // a test without its clock must not pass
    return static_cast<const std::atomic<std::int64_t>*>(mapped);
  }();
  return seconds == nullptr ? 0 : seconds->load();
}

}  // namespace

extern "C" int clock_gettime(clockid_t clock, timespec* time) noexcept {
  const auto done = static_cast<int>(::syscall(SYS_clock_gettime, clock, time));
  if (done == 0 && clock == CLOCK_REALTIME) time->tv_sec += ahead();
  return done;
}
