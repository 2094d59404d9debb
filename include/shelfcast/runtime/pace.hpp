// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>

namespace shelfcast::runtime {

/// Threads that give way get little of the machine where others want it.
enum class Pace : std::uint8_t { usual, gives_way };

/// From now on this thread, and those that it starts.
void go_at(Pace pace);

}  // namespace shelfcast::runtime
