// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "shelfcast/domain/forecast.hpp"

namespace shelfcast::app {

/// This binary, on this machine, as receipts name it.
domain::Workshop workshop();

}  // namespace shelfcast::app
