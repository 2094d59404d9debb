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

/// Makes again what a cycle published and was swept, and puts it back among the tables that are kept; it does not
/// serve. `conflict` where other numbers come out than had been published; else fails as `replay` does.
Result<void> bring_back(const Rooms& rooms, const domain::CycleReport& report, const domain::Workshop& workshop,
                        Instant now);

}  // namespace shelfcast::refresh
