// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>

namespace shelfcast::runtime {

/// Threads that give way get little of the machine where others want it; those that are prompt, because somebody waits
/// for them, get no more than others, but at once.
enum class Pace : std::uint8_t { prompt, usual, gives_way };

/// From now on this thread, and those that it starts.
void go_at(Pace pace);

}  // namespace shelfcast::runtime
