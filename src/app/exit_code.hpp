// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "shelfcast/base/result.hpp"

#include <cstdint>

namespace shelfcast::app {

/// What the process tells the shell: documented, and the same for every verb.
enum class Exit : std::uint8_t { ok = 0, failure = 1, usage = 2, config = 3, rejected = 4, unreachable = 5 };

/// Prints "shelfcast: <place>: <sentence>" on standard error and returns the code that goes with it.
Exit report(const Error& error);

}  // namespace shelfcast::app
