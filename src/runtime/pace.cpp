// SPDX-License-Identifier: Apache-2.0
#include "shelfcast/runtime/pace.hpp"

#include <linux/sched/types.h>
#include <sys/resource.h>
#include <sys/syscall.h>
#include <unistd.h>

#include <cstdint>

namespace shelfcast::runtime {
namespace {

/// Asks for the shortest slice: who wakes up with a shorter one than whoever runs does not wait for the other's end.
/// Linux does so from 6.12 on; earlier ones take no notice, and let whoever woke up go first anyhow.
void ask_for_short_slice() {
  constexpr std::uint64_t kSlice = 100'000;  // ns
  sched_attr wanted{};
  wanted.size = sizeof wanted;
  wanted.sched_nice = ::getpriority(PRIO_PROCESS, 0);
  wanted.sched_runtime = kSlice;
  ::syscall(SYS_sched_setattr, 0, &wanted, 0);
}

}  // namespace

// On Linux a thread has a niceness and a slice of its own, which those that it starts inherit.
void go_at(Pace pace) {
  constexpr int kLower = 10;  // a tenth of the time where others want all of it
  if (pace == Pace::prompt) ask_for_short_slice();
  if (pace == Pace::gives_way) ::setpriority(PRIO_PROCESS, 0, kLower);
}

}  // namespace shelfcast::runtime
