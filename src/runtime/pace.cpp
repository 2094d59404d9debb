// SPDX-License-Identifier: Apache-2.0
#include "shelfcast/runtime/pace.hpp"

#include <sys/resource.h>

namespace shelfcast::runtime {

void go_at(Pace pace) {
  constexpr int kLower = 10;  // a tenth of the time where others want all of it
  // On Linux a thread has a niceness of its own, which those that it starts inherit.
  if (pace == Pace::gives_way) ::setpriority(PRIO_PROCESS, 0, kLower);
}

}  // namespace shelfcast::runtime
