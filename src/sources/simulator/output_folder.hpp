// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "shelfcast/base/result.hpp"
#include "shelfcast/sources/simulator.hpp"

namespace shelfcast::sources::simulator {

/// Refuses options that make no sense, naming the first.
Result<void> check(const SimulationOptions& options);

/// Makes the folder, or clears an earlier simulation's files from it, and marks it as a simulation's.
Result<void> prepare_folder(const SimulationOptions& options);

}  // namespace shelfcast::sources::simulator
