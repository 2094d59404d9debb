// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "shelfcast/domain/replay.hpp"
#include "shelfcast/refresh/cycle.hpp"

#include <functional>

namespace shelfcast::refresh {

/// Makes again what a cycle published, from its receipt and the facts as they were known, and compares: the model with
/// the registry's, the numbers with the receipt's fingerprint, every cell and interval with the table, as far as they
/// are kept. Writes nothing. `not_found` where the cycle published nothing or its receipt is too old to say enough.
Result<domain::Replay> replay(const Rooms& rooms, const domain::CycleReport& report, const domain::Workshop& workshop,
                              const std::function<void(double)>& progress);

}  // namespace shelfcast::refresh
